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
import org.concurrencybench.reports.compare.RunComparison;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.SyntheticRun;
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
    private static final String COMPARISON = "comparison.html";

    @TempDir
    private static Path folder;

    private static Chromium chromium;

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> executable = Chromium.installed();
        assumeTrue(executable.isPresent(), "no Chromium is installed here");
        SyntheticRun.write(SampleRun.results(), folder.resolve(ResultsFile.NAME));
        Path earlier = Files.createDirectories(folder.resolve("history/20261120-140300"));
        SyntheticRun.write(SampleRun.earlier(), earlier.resolve(ResultsFile.NAME));
        Report.write(folder);
        RunComparison comparison = RunComparison.of(SampleRun.earlier(), SampleRun.results());
        Files.writeString(folder.resolve(COMPARISON), ComparisonReport.html(comparison));
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

    @ParameterizedTest(name = "{0} at {1} px, dark {2}")
    @CsvSource({
        "index.html, 390, false",
        "index.html, 390, true",
        "index.html, 1400, false",
        "index.html, 1400, true",
        "comparison.html, 390, false",
        "comparison.html, 390, true",
        "comparison.html, 1400, false",
        "comparison.html, 1400, true"
    })
    void pageFitsItsWindowWithoutAnyComplaint(String page, int width, boolean dark) throws InterruptedException {
        chromium.open(folder.resolve(page), width, dark);
        chromium.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
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
    void comparisonIsCompleteWithoutItsScript() throws IOException, InterruptedException {
        String page = Files.readString(folder.resolve(COMPARISON));
        int script = page.indexOf("<script>");
        Path without = folder.resolve("without.html");
        Files.writeString(without, page.substring(0, script) + page.substring(page.indexOf("</script>") + 9));
        String text = "document.body.innerText";
        chromium.open(folder.resolve(COMPARISON), 1400, false);
        String with = chromium.evaluate(text);
        chromium.open(without, 1400, false);
        assertEquals(with, chromium.evaluate(text));
        assertEquals("0", chromium.evaluate("'' + document.scripts.length"));
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
