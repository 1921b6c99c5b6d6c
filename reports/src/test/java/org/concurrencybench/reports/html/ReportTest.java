package org.concurrencybench.reports.html;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import org.concurrencybench.reports.analysis.Analysis;
import org.concurrencybench.reports.analysis.AnalysisJson;
import org.concurrencybench.reports.analysis.ResultsCsv;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticRun;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final String HOSTILE = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;";

    @TempDir
    private Path folder;

    @Test
    void equalRecordsGiveEqualBytesInEveryLocaleAndTimeZone() throws IOException {
        SampleRun.write(SampleRun.results(), folder.resolve(ResultsFile.NAME));
        Report.write(folder);
        List<byte[]> first = files();
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            Report.write(folder);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        List<byte[]> second = files();
        for (int i = 0; i < first.size(); i++) {
            assertArrayEquals(first.get(i), second.get(i));
        }
        try (var all = Files.list(folder)) {
            assertEquals(4, all.count(), "no temporary file stays behind");
        }
    }

    @Test
    void hostileTextStaysText() {
        SyntheticRun run = new SyntheticRun(1)
                .rounds(5)
                .environment(HOSTILE, HOSTILE)
                .command(HOSTILE)
                .measured(SyntheticRun.cell(HOSTILE, HOSTILE, 32, Shape.MAKESPAN), 1e5)
                .measured(SyntheticRun.cell(HOSTILE, "b" + HOSTILE, 32, Shape.MAKESPAN), 2e5)
                .failing(
                        SyntheticRun.cell(HOSTILE, "c" + HOSTILE, 32, Shape.MAKESPAN),
                        1,
                        Failure.Kind.TASK,
                        HOSTILE + "\u0000\u001b[31m",
                        1)
                .leftOut(SyntheticRun.cell(HOSTILE, "d" + HOSTILE, 32, Shape.MAKESPAN), HOSTILE, 5.0);
        Document page = page(run.results());
        assertEquals(1, page.select("script").size());
        assertTrue(page.select("img, iframe, object, embed, base, form[action]").isEmpty());
        assertTrue(page.getAllElements().stream()
                .flatMap(element -> element.attributes().asList().stream())
                .noneMatch(attribute -> attribute.getKey().startsWith("on")
                        || attribute.getKey().equals("style")));
        assertEquals(HOSTILE, page.select(".command").text());
    }

    @Test
    void policyAllowsOnlyTheHashesOfItsOwnStyleAndScript() {
        Document page = page(SampleRun.results());
        String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");
        assertTrue(policy.startsWith("default-src 'none'; "), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertTrue(policy.contains(sha256(page.select("style").first().data())), policy);
        assertTrue(policy.contains(sha256(page.select("script").first().data())), policy);
    }

    @Test
    void nothingComesFromElsewhere() {
        Document page = page(SampleRun.results());
        for (Element element : page.select("[href], [src], [xlink:href], [srcset]")) {
            String target = element.attr("href") + element.attr("src");
            assertTrue(target.startsWith("#") || target.startsWith("data:"), element::outerHtml);
        }
        assertFalse(page.select("style").first().data().contains("url("));
    }

    @Test
    void everyLinkWithinThePageLeadsSomewhereAndIdsAreUnique() {
        Document page = page(SampleRun.results());
        Set<String> ids = new HashSet<>();
        for (Element element : page.select("[id]")) {
            assertTrue(ids.add(element.id()), element.id());
        }
        for (Element link : page.select("a[href^=#]")) {
            assertTrue(ids.contains(link.attr("href").substring(1)), link::outerHtml);
        }
        for (Element labelled : page.select("[aria-labelledby]")) {
            for (String id : labelled.attr("aria-labelledby").split(" ")) {
                assertTrue(ids.contains(id), id);
            }
        }
    }

    @Test
    void tablesHaveCaptionsAndScopesAndDrawingsHaveTitleAndDescription() {
        Document page = page(SampleRun.results());
        assertTrue(page.select("table").size() > 15);
        for (Element table : page.select("table")) {
            assertFalse(table.select("> caption").text().isBlank(), table::outerHtml);
            assertTrue(table.select("th:not([scope])").isEmpty(), table::outerHtml);
        }
        assertTrue(page.select("svg").size() > 15);
        for (Element svg : page.select("svg")) {
            assertFalse(svg.select("> title").text().isBlank());
            assertFalse(svg.select("> desc").text().isBlank());
        }
    }

    @Test
    void elementsAreClosedInTheOrderInWhichTheyWereOpened() {
        Parser parser = Parser.htmlParser().setTrackErrors(20);
        Jsoup.parse(html(SampleRun.results()), "", parser);
        assertTrue(parser.getErrors().isEmpty(), parser.getErrors()::toString);
    }

    @Test
    void rawDataCanBeTakenOutOfThePage() {
        RunResults run = SampleRun.results();
        Document page = page(run);
        String csv = page.select("a[download=results.csv]").attr("href");
        assertEquals(ResultsCsv.write(run), decoded(csv));
        String json = page.select("a[download=analysis.json]").attr("href");
        assertEquals(AnalysisJson.write(Analysis.of(run)), decoded(json));
    }

    @Test
    void failedAndLeftOutCellsAreNamedWithTheirCause() {
        String text = page(SampleRun.results()).select("#unmeasured").text();
        assertTrue(text.contains("blocking on the event loop"), text);
        assertTrue(text.contains("8 of 8"), text);
        assertTrue(text.contains("2 of 8"), text);
        assertTrue(text.contains("(computed, not measured)"), text);
    }

    @Test
    void runWithoutAnyTrialStillHasAPage() {
        Document page = page(new SyntheticRun(1)
                .rounds(0)
                .measured(SyntheticRun.cell("sleep", "virtual-threads", 32, Shape.MAKESPAN), 1)
                .torn()
                .results());
        assertTrue(page.select("#warnings").text().contains("cut off"));
        assertTrue(page.select("#unmeasured").text().contains("ended before its first trial"));
    }

    @Test
    void folderWithoutRecordsIsAnError() {
        assertThrows(IOException.class, () -> Report.write(folder));
    }

    private List<byte[]> files() throws IOException {
        return List.of(
                Files.readAllBytes(folder.resolve(Report.NAME)),
                Files.readAllBytes(folder.resolve(AnalysisJson.NAME)),
                Files.readAllBytes(folder.resolve(ResultsCsv.NAME)));
    }

    private static String html(RunResults run) {
        return Report.html(run, Analysis.of(run));
    }

    private static Document page(RunResults run) {
        Document page = Jsoup.parse(html(run));
        assertNotNull(page.selectFirst("main"));
        return page;
    }

    private static String decoded(String link) {
        byte[] bytes = Base64.getDecoder().decode(link.substring(link.indexOf(',') + 1));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String sha256(String text) {
        return new Assets(text, "").policy().split("style-src ")[1].split(";")[0];
    }
}
