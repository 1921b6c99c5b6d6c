package org.concurrencybench.reports.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.compare.RunComparison;
import org.concurrencybench.reports.compare.SampleFigures;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunResults;
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
        WrittenReport.write(folder);
        Path oneTrial = Files.createDirectories(folder.resolve("one-trial"));
        SyntheticRun.write(SampleRun.oneRound(), oneTrial.resolve(ResultsFile.NAME));
        WrittenReport.write(oneTrial);
        Path recorded = Files.createDirectories(folder.resolve("recorded"));
        RecordedRuns.write("quick-out-of-time", recorded.resolve(ResultsFile.NAME));
        WrittenReport.write(recorded);
        RunComparison comparison = RunComparison.of(SampleRun.earlier(), SampleRun.results());
        Files.writeString(folder.resolve(COMPARISON), ComparisonReport.html(comparison));
        Path figures = Files.createDirectories(folder.resolve("figures"));
        RunResults fresh = SampleFigures.fresh();
        Files.writeString(figures.resolve(Report.NAME), Report.html(fresh, RunAnalyst.analyse(fresh), null));
        Files.writeString(
                figures.resolve(COMPARISON), ComparisonReport.html(RunComparison.of(SampleFigures.old(), fresh)));
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
        "comparison.html, 1400, true",
        "figures/index.html, 390, false",
        "figures/index.html, 1400, true",
        "figures/comparison.html, 390, true",
        "figures/comparison.html, 1400, false"
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

    @ParameterizedTest(name = "{0} at {1} px")
    @CsvSource({
        "index.html, 390",
        "index.html, 800",
        "index.html, 1100",
        "index.html, 1280",
        "index.html, 1920",
        "one-trial/index.html, 390",
        "one-trial/index.html, 1280",
        "recorded/index.html, 390",
        "recorded/index.html, 1280",
        "comparison.html, 390",
        "comparison.html, 1280"
    })
    void noTableHidesAColumn(String page, int width) throws InterruptedException {
        chromium.open(folder.resolve(page), width, false);
        chromium.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
        assertEquals("", chromium.evaluate("""
                Array.from(document.querySelectorAll('.scroll'))
                  .filter(box => box.querySelector('table') && box.scrollWidth > box.clientWidth + 1)
                  .map(box => box.scrollWidth + ' in ' + box.clientWidth + ': ' + box.querySelector('caption').textContent.slice(0, 60))
                  .join('\\n')"""));
        assertEquals("", chromium.evaluate("""
                Array.from(document.querySelectorAll('.answers p, .answers .state, table.matrix td, dl.facts dd'))
                  .filter(e => e.textContent.trim() && (e.getBoundingClientRect().width < 1 || e.getBoundingClientRect().right > innerWidth + 1))
                  .map(e => e.outerHTML.slice(0, 80)).join('\\n')"""));
    }

    @Test
    void cardsNameEachOfTheirValues() throws InterruptedException {
        String label = "getComputedStyle(document.querySelector('table.matrix td'), '::before').content";
        chromium.open(folder.resolve(Report.NAME), 390, false);
        assertEquals("\"sequential\"", chromium.evaluate(label));
        chromium.open(folder.resolve(Report.NAME), 1280, false);
        assertEquals("none", chromium.evaluate(label));
        chromium.open(folder.resolve(Report.NAME), 390, false);
        assertEquals(
                "0",
                chromium.evaluate(
                        "'' + document.querySelectorAll('.stack tbody td:not([data-label]):not(.empty)').length"));
    }

    @ParameterizedTest(name = "{0} at {1} px, dark {2}")
    @CsvSource({
        "index.html, 320, false",
        "index.html, 390, false",
        "index.html, 390, true",
        "index.html, 800, false",
        "index.html, 1100, false",
        "index.html, 1280, false",
        "one-trial/index.html, 390, false",
        "recorded/index.html, 390, false",
        "recorded/index.html, 390, true",
        "recorded/index.html, 1280, false",
        "comparison.html, 390, false",
        "comparison.html, 390, true",
        "comparison.html, 1280, false"
    })
    void drawingsFitAndTheirTextsCanBeRead(String page, int width, boolean dark) throws InterruptedException {
        chromium.open(folder.resolve(page), width, dark);
        chromium.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
        assertEquals("", chromium.evaluate("""
                Array.from(document.querySelectorAll('.scroll'))
                  .filter(box => box.querySelector('svg') && box.scrollWidth > box.clientWidth + 1)
                  .map(box => box.scrollWidth + ' in ' + box.clientWidth + ': ' + box.getAttribute('aria-label'))
                  .join('\n')"""), "scrolls sideways");
        assertEquals("", chromium.evaluate("""
                Array.from(document.querySelectorAll('figure'))
                  .filter(figure => Array.from(figure.querySelectorAll('svg'))
                    .filter(svg => svg.checkVisibility() && svg.getBoundingClientRect().height > 30).length != 1)
                  .map(figure => figure.textContent.slice(0, 80))
                  .join('\n')"""), "one form of each drawing is shown");
        String least = width < 390 ? "9.5" : "10.9";
        assertEquals("", chromium.evaluate("""
                Array.from(document.querySelectorAll('svg text'))
                  .filter(text => text.checkVisibility())
                  .map(text => [parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a, text.textContent])
                  .filter(text => !(text[0] >= %s))
                  .join('\n')""".formatted(least)), "font sizes in pixels");
        assertEquals("", chromium.evaluate("""
                Array.from(document.querySelectorAll('svg.narrow use'))
                  .filter(part => part.checkVisibility() && !(part.getBoundingClientRect().width > 10
                    && part.getBoundingClientRect().right <= part.ownerSVGElement.getBoundingClientRect().right + 1))
                  .map(part => part.outerHTML)
                  .join('\n')"""), "points that are not in their drawing");
    }

    @ParameterizedTest(name = "{0} at {1} px")
    @CsvSource({"index.html, 390", "one-trial/index.html, 390", "recorded/index.html, 390", "comparison.html, 390"})
    void textsOfANarrowDrawingDoNotOverlap(String page, int width) throws InterruptedException {
        chromium.open(folder.resolve(page), width, false);
        chromium.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
        assertEquals("", chromium.evaluate("""
                Array.from(document.querySelectorAll('svg.narrow')).flatMap(svg => {
                  const texts = Array.from(svg.querySelectorAll('text')).map(text => [text.getBBox(), text.textContent]);
                  return texts.flatMap((one, at) => texts.slice(at + 1)
                    .filter(other => one[0].x < other[0].x + other[0].width && other[0].x < one[0].x + one[0].width
                      && one[0].y + 3 < other[0].y + other[0].height && other[0].y + 3 < one[0].y + one[0].height)
                    .map(other => one[1] + ' / ' + other[1]));
                }).join('\n')"""));
    }

    @ParameterizedTest(name = "{0} at {1} px")
    @CsvSource({
        "index.html, 390",
        "index.html, 1400",
        "one-trial/index.html, 390",
        "one-trial/index.html, 1400",
        "recorded/index.html, 390",
        "recorded/index.html, 1400",
        "comparison.html, 390",
        "comparison.html, 1400"
    })
    void noTextOfADrawingIsCutOff(String page, int width) throws InterruptedException {
        chromium.open(folder.resolve(page), width, false);
        chromium.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
        assertEquals("", chromium.evaluate("""
                Array.from(document.querySelectorAll('svg text'))
                  .filter(text => text.checkVisibility())
                  .filter(text => {
                    const box = text.getBBox();
                    const view = text.ownerSVGElement.viewBox.baseVal;
                    return box.x < -1 || box.x + box.width > view.width + 1;
                  })
                  .map(text => text.ownerSVGElement.querySelector('title').textContent + ': ' + text.textContent)
                  .join('\\n')"""));
    }

    @Test
    void whatIsFoldedIsPrinted() throws InterruptedException {
        String hidden = """
                '' + Array.from(document.querySelectorAll('details table, details figure'))
                  .filter(e => !e.checkVisibility({contentVisibilityAuto: true}) || e.getBoundingClientRect().height < 1).length""";
        chromium.open(folder.resolve(Report.NAME), 1280, false);
        assertNotEquals("0", chromium.evaluate(hidden));
        chromium.print(true);
        assertEquals("0", chromium.evaluate(hidden));
        chromium.print(false);
        assertNotEquals("0", chromium.evaluate(hidden));
        chromium.evaluate("window.dispatchEvent(new Event('beforeprint'))");
        assertEquals("0", chromium.evaluate(hidden));
        chromium.evaluate("window.dispatchEvent(new Event('afterprint'))");
        assertNotEquals("0", chromium.evaluate(hidden));
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
        String marks = "['th:not([aria-sort])', 'th[aria-sort]'].map(which => getComputedStyle(document.querySelector("
                + "'table.sortable thead ' + which + ' button'), '::after').content).join(' ')";
        assertTrue(chromium.evaluate(marks).matches("\"\u2009\u2195\".* \"\u2009\u2193\".*"), chromium.evaluate(marks));
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
