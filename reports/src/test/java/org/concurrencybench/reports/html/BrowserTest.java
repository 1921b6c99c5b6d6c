package org.concurrencybench.reports.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.concurrencybench.reports.records.ResultsFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser, where one is installed. */
@Tag("browser")
@Tag("slow")
class BrowserTest {
    @TempDir
    private static Path folder;

    private static Chromium chromium;

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> executable = Chromium.installed();
        assumeTrue(executable.isPresent(), "no Chromium is installed here");
        SampleRun.write(SampleRun.results(), folder.resolve(ResultsFile.NAME));
        Report.write(folder);
        // Not a TempDir: a browser that is being ended still writes, and removing its profile then fails now and again.
        Path profile = Files.createTempDirectory(Files.createDirectories(Path.of("target", "chromium")), "profile");
        chromium = Chromium.start(executable.get(), profile.toAbsolutePath());
    }

    @AfterAll
    static void end() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest(name = "{0} px, dark {1}")
    @CsvSource({"390, false", "390, true", "1400, false", "1400, true"})
    void pageFitsItsWindowWithoutAnyComplaint(int width, boolean dark) throws InterruptedException {
        chromium.open(folder.resolve(Report.NAME), width, dark);
        assertEquals(List.of(), chromium.complaints());
        assertEquals("" + width, chromium.evaluate("'' + innerWidth"));
        assertEquals("", chromium.evaluate("""
                Array.from(document.querySelectorAll('body *'))
                  .filter(e => !e.closest('.scroll, .skip, svg') && e.getBoundingClientRect().right > innerWidth + 1)
                  .map(e => e.outerHTML.slice(0, 80)).join('\\n')"""));
        assertEquals("true", chromium.evaluate("'' + (document.documentElement.scrollWidth <= innerWidth)"));
    }

    @Test
    void colourFollowsTheReader() throws InterruptedException {
        String colour = "getComputedStyle(document.documentElement).backgroundColor";
        chromium.open(folder.resolve(Report.NAME), 1400, false);
        String light = chromium.evaluate(colour);
        chromium.open(folder.resolve(Report.NAME), 1400, true);
        assertNotEquals(light, chromium.evaluate(colour));
    }

    @Test
    void headerSortsItsTableAndSaysSo() throws InterruptedException {
        chromium.open(folder.resolve(Report.NAME), 1400, false);
        String first = "document.querySelector('table.sortable tbody th').textContent";
        String before = chromium.evaluate(first);
        chromium.evaluate("document.querySelectorAll('table.sortable thead button')[2].click()");
        chromium.evaluate("document.querySelectorAll('table.sortable thead button')[2].click()");
        assertNotEquals(before, chromium.evaluate(first));
        assertEquals(
                "descending",
                chromium.evaluate("document.querySelectorAll('table.sortable thead th')[2].getAttribute('aria-sort')"));
        assertEquals(List.of(), chromium.complaints());
    }

    @Test
    void scriptThatIsNotThePagesOwnIsRefused() throws IOException, InterruptedException {
        String page = Files.readString(folder.resolve(Report.NAME));
        Path changed = folder.resolve("changed.html");
        Files.writeString(changed, page.replace("</main>", "<script>document.title = 'stolen'</script></main>"));
        chromium.open(changed, 1400, false);
        assertFalse(chromium.complaints().isEmpty());
        assertNotEquals("stolen", chromium.evaluate("document.title"));
    }
}
