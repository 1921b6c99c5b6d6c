package org.concurrencybench.reports.html;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.analysis.latency.SyntheticLoads;
import org.concurrencybench.reports.compare.EarlierRun;
import org.concurrencybench.reports.compare.RunComparison;
import org.concurrencybench.reports.csv.IterationsCsv;
import org.concurrencybench.reports.csv.ResultsCsv;
import org.concurrencybench.reports.csv.SummaryCsv;
import org.concurrencybench.reports.findings.AnalysisJson;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticRun;
import org.concurrencybench.reports.records.TrialRecord;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportTest {
    private static final String HOSTILE = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;";

    @TempDir
    private Path folder;

    @Test
    void equalRecordsGiveEqualBytesInEveryLocaleAndTimeZone() throws IOException {
        SyntheticRun.write(SampleRun.results(), folder.resolve(ResultsFile.NAME));
        WrittenReport.write(folder);
        List<byte[]> first = files();
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            WrittenReport.write(folder);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        List<byte[]> second = files();
        for (int i = 0; i < first.size(); i++) {
            assertArrayEquals(first.get(i), second.get(i));
        }
        try (var all = Files.list(folder)) {
            assertEquals(5, all.count(), "no temporary file stays behind");
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
        assertHarmless(page);
        assertEquals(HOSTILE, page.select(".command").text());
        RunResults old = new SyntheticRun(2)
                .suite(HOSTILE)
                .environment(HOSTILE, "other")
                .environment(RunHeader.MEMORY, HOSTILE)
                .measured(SyntheticRun.cell(HOSTILE, HOSTILE, 32, Shape.MAKESPAN), 1e5)
                .measured(SyntheticRun.cell(HOSTILE, "c" + HOSTILE, 32, Shape.MAKESPAN), 1e5)
                .measured(SyntheticRun.cell(HOSTILE, "e" + HOSTILE, 32, Shape.MAKESPAN), 1e5)
                .results();
        assertHarmless(Jsoup.parse(ComparisonReport.html(RunComparison.of(old, run.results()))));
    }

    @Test
    void whatCommandsATerminalOrTurnsTheDirectionOfWritingIsNotOnThePage() {
        String commands = "no\u0000\u001b[2J\u202eme\u0007";
        String html = html(new SyntheticRun(1)
                .environment("os", commands)
                .command(commands)
                .measured(SyntheticRun.cell(commands, "a", 32, Shape.MAKESPAN), 1e5)
                .failing(SyntheticRun.cell(commands, "b", 32, Shape.MAKESPAN), 1, Failure.Kind.TASK, commands, 1)
                .leftOut(SyntheticRun.cell(commands, "c", 32, Shape.MAKESPAN), commands, 5.0)
                .results());
        for (char command : new char[] {'\u0000', '\u001b', '\u202e', '\u0007'}) {
            assertEquals(-1, html.indexOf(command), () -> "U+" + Integer.toHexString(command));
        }
    }

    private static void assertHarmless(Document page) {
        assertEquals(1, page.select("script").size());
        assertTrue(page.select("img, iframe, object, embed, base, form[action]").isEmpty());
        assertTrue(page.getAllElements().stream()
                .flatMap(element -> element.attributes().asList().stream())
                .noneMatch(attribute -> attribute.getKey().startsWith("on")
                        || attribute.getKey().equals("style")));
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

    @ParameterizedTest
    @MethodSource("pages")
    void nothingComesFromElsewhere(String html) {
        Document page = Jsoup.parse(html);
        for (Element element : page.select("[href], [src], [xlink:href], [srcset]")) {
            String target = element.attr("href") + element.attr("src");
            assertTrue(target.startsWith("#") || target.startsWith("data:"), element::outerHtml);
        }
        assertFalse(page.select("style").first().data().contains("url("));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkWithinThePageLeadsSomewhereAndIdsAreUnique(String html) {
        Document page = Jsoup.parse(html);
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

    @ParameterizedTest
    @MethodSource("pages")
    void tablesHaveCaptionsAndScopesAndDrawingsHaveTitleAndDescription(String html) {
        Document page = Jsoup.parse(html);
        assertFalse(page.select("table").isEmpty());
        for (Element table : page.select("table")) {
            assertFalse(table.select("> caption").text().isBlank(), table::outerHtml);
            assertTrue(table.select("th:not([scope])").isEmpty(), table::outerHtml);
        }
        assertFalse(page.select("svg").isEmpty());
        for (Element svg : page.select("svg")) {
            assertFalse(svg.select("> title").text().isBlank());
            assertFalse(svg.select("> desc").text().isBlank());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void elementsAreClosedInTheOrderInWhichTheyWereOpened(String html) {
        Parser parser = Parser.htmlParser().setTrackErrors(20);
        Jsoup.parse(html, "", parser);
        assertTrue(parser.getErrors().isEmpty(), parser.getErrors()::toString);
    }

    @Test
    void rawDataCanBeTakenOutOfThePage() {
        RunResults run = SampleRun.results();
        Document page = page(run);
        String summary = page.select("a[download=summary.csv]").attr("href");
        assertEquals(SummaryCsv.write(run, RunAnalyst.analyse(run)), decoded(summary));
        String iterations = page.select("a[download=iterations.csv]").attr("href");
        assertEquals(IterationsCsv.write(run), decoded(iterations));
    }

    @Test
    void theIterationsInsideThePageAreThoseOfTheRecordsToSixDigits() {
        RunResults run = RecordedRuns.read("quick-interrupted");
        List<String> rows = IterationsCsv.write(run).lines().skip(1).toList();
        List<List<Double>> recorded = run.trials().stream()
                .flatMap(trial -> Stream.of(trial.warmup(), trial.iterations()))
                .toList();
        assertEquals(recorded.size(), rows.size());
        for (int i = 0; i < rows.size(); i++) {
            String[] times =
                    rows.get(i).substring(rows.get(i).lastIndexOf(',') + 1).split(" ");
            assertEquals(recorded.get(i).size(), times.length);
            for (int k = 0; k < times.length; k++) {
                assertEquals(
                        recorded.get(i).get(k),
                        Double.parseDouble(times[k]),
                        recorded.get(i).get(k) * 5e-6);
            }
        }
    }

    /** Two thirds of a page were once copies of the files beside it. */
    @Test
    void aPageHardlyRepeatsTheFilesBesideIt() {
        RunResults run = RecordedRuns.read("quick-out-of-time");
        String html = html(run);
        int inside = Jsoup.parse(html).select("a[download]").stream()
                .mapToInt(link -> link.attr("href").length())
                .sum();
        assertTrue(inside < ResultsCsv.write(run).length() / 4, inside + " of " + html.length());
        assertTrue(inside < html.length() / 4, inside + " of " + html.length());
    }

    @Test
    void linksToAWorkloadStayWhenOthersAreMeasuredToo() {
        SyntheticRun alone = new SyntheticRun(1)
                .measured(SyntheticRun.cell("sleep", "virtual-threads", 32, Shape.MAKESPAN), 1e5)
                .measured(SyntheticRun.cell("sleep", "platform-pool", 32, Shape.MAKESPAN), 1e5);
        SyntheticRun more = new SyntheticRun(1)
                .measured(SyntheticRun.cell("primes", "sequential", 1, Shape.STEADY), 1e5)
                .measured(SyntheticRun.cell("sleep", "virtual-threads", 32, Shape.MAKESPAN), 1e5);
        for (SyntheticRun run : List.of(alone, more)) {
            Element section = page(run.results()).selectFirst("#workload-sleep-size-64");
            assertNotNull(section);
            assertTrue(section.select("h2").text().startsWith("sleep"), section::text);
        }
    }

    @Test
    void howAModelRanTheWorkloadStandsUnderItsName() {
        String offLoaded = "each task blocks a thread of a pool of 32 (off-loaded) " + HOSTILE;
        Document page = page(new SyntheticRun(1)
                .measured(
                        SyntheticRun.cell("sleep", "event-loop", 32, Shape.MAKESPAN),
                        1e5,
                        Map.of(),
                        Map.of(TrialFacts.REMARK, offLoaded))
                .measured(SyntheticRun.cell("sleep", "platform-pool", 32, Shape.MAKESPAN), 2e5)
                .results());
        assertHarmless(page);
        assertEquals(
                List.of(offLoaded),
                page.select("section.experiment table.sortable th[scope=row] small")
                        .eachText());
        assertEquals(
                "event-loop",
                page.selectFirst("section.experiment table.sortable th[scope=row]:has(small)")
                        .ownText());
    }

    @Test
    void theRoundsAreToldAsTheyWere() {
        RunResults whole = SampleRun.results();
        assertEquals("8 done, 5 to 12 planned; every cell once a round, shuffled", rounds(whole));
        List<TrialRecord> fewer = whole.trials().stream()
                .filter(trial -> trial.round() < 8 || trial.position() > 3)
                .filter(trial -> trial.round() < 6 || trial.position() != 1)
                .toList();
        int cells = whole.header().cells().size();
        RunResults cut = new RunResults(whole.header(), fewer, List.of(), whole.end(), false, List.of());
        assertEquals(
                "8 done, 5 to 12 planned; " + (cells - 3) + " of " + cells
                        + " cells in every round, the others in 5 to 7 rounds; shuffled",
                rounds(cut));
        assertTrue(page(cut).select("dl.facts").text().contains("failed, up to 8 rounds"));
        assertTrue(page(whole).select("dl.facts").text().contains("failed, 8 rounds"));
    }

    private static String rounds(RunResults run) {
        return page(run).select("#environment tr").stream()
                .filter(row -> row.select("th").text().equals("rounds"))
                .map(row -> row.select("td").text())
                .findFirst()
                .orElse("");
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
    void theEarlierRunIsTheSameSectionWheneverThePageIsRemade() throws IOException {
        SyntheticRun.write(SampleRun.results(), folder.resolve(ResultsFile.NAME));
        WrittenReport.write(folder);
        assertFalse(Files.readString(folder.resolve(Report.NAME)).contains("id=\"earlier\""));
        Path kept = Files.createDirectories(folder.resolve("history/20261120-140300"));
        SyntheticRun.write(SampleRun.earlier(), kept.resolve(ResultsFile.NAME));
        WrittenReport.write(folder);
        List<byte[]> first = files();
        Element section =
                Jsoup.parse(Files.readString(folder.resolve(Report.NAME))).selectFirst("#earlier");
        assertNotNull(section);
        assertEquals(
                "Since the run of 2026-11-20 14:03 UTC", section.select("h2").text());
        assertTrue(section.select("details code").text().contains("history/20261120-140300"));
        assertFalse(section.select("details").hasAttr("open"));
        assertTrue(section.select("details table.sortable tbody tr").size() > 20);
        assertTrue(section.text().contains("were not interleaved"));
        WrittenReport.write(folder);
        assertArrayEquals(first.getFirst(), files().getFirst());
    }

    @Test
    void theComparisonMarksWhatDiffersBetweenTheEnvironments() {
        Document page = Jsoup.parse(ComparisonReport.html(comparison()));
        assertEquals(
                "memory 24 GiB 12 GiB ≠ decides speed virtualisation KVM n/a ≠ load before 0.12 n/a ≠ load after 1.94 n/a ≠",
                page.select("#environments tr.differs").text());
        assertTrue(page.select("#environments tr.same").size() > 3);
        assertTrue(page.select("#answers .warnings").text().contains("memory differs: 24 GiB in OLD, 12 GiB in NEW"));
        String json = page.select("a[download=comparison.json]").attr("href");
        assertEquals(AnalysisJson.write(comparison()), decoded(json));
    }

    private List<byte[]> files() throws IOException {
        return List.of(
                Files.readAllBytes(folder.resolve(Report.NAME)),
                Files.readAllBytes(folder.resolve(AnalysisJson.NAME)),
                Files.readAllBytes(folder.resolve(ResultsCsv.NAME)));
    }

    private static Stream<Named<String>> pages() {
        RunResults run = SampleRun.results();
        EarlierRun earlier = new EarlierRun("history/20261120-140300", RunComparison.of(SampleRun.earlier(), run));
        return Stream.of(
                Named.of("report", html(run)),
                Named.of("report with an earlier run", Report.html(run, RunAnalyst.analyse(run), earlier)),
                Named.of("report with claims", html(claims())),
                Named.of("report with loads", html(loads())),
                Named.of("report with loads alone", html(loadsAlone())),
                Named.of("report with a scalability law", html(swept())),
                Named.of("comparison", ComparisonReport.html(comparison())));
    }

    private static RunResults loads() {
        return new SyntheticLoads()
                .measured("platform-pool", SyntheticLoads.EIGHTY, 20)
                .measured("process-pool", SyntheticLoads.EIGHTY, 40)
                .measured("sequential", SyntheticLoads.EIGHTY, 900, 5000, 6000)
                .failing("event-loop", SyntheticLoads.EIGHTY, HOSTILE)
                .seeking("platform-pool", 1200)
                .seeking("process-pool", 700)
                .in(new SyntheticRun(6)
                        .measured(SyntheticRun.cell("primes", "platform-pool", 2, Shape.STEADY), 1.4e6)
                        .measured(SyntheticRun.cell("primes", "virtual-threads", 2, Shape.STEADY), 1.4e6));
    }

    private static RunResults loadsAlone() {
        return new SyntheticLoads()
                .measured("platform-pool", SyntheticLoads.EIGHTY, 20)
                .measured("process-pool", SyntheticLoads.EIGHTY, 40)
                .in(new SyntheticRun(6));
    }

    /** Contention of 10 %, coherence of 3 %: the most tasks with five or six workers. */
    private static RunResults swept() {
        SyntheticRun run =
                new SyntheticRun(9).environment(RunHeader.USABLE_CPUS, "8").noise(0.02, 0.01);
        for (int workers = 1; workers <= 8; workers++) {
            run.measured(
                    SyntheticRun.cell(
                            "primes", "process-pool", workers, Shape.STEADY, Role.SWEEP, workers + " workers"),
                    1e6 * (1 + 0.1 * (workers - 1) + 0.03 * workers * (workers - 1)) / workers);
        }
        return run.results();
    }

    @Test
    void loadsStandWithPercentilesVerdictsAndWhatWasNotSustained() {
        Document page = page(loads());
        String rows = page.select("section:has(h2:contains(http-fetch under load)) table")
                .text();
        assertTrue(rows.contains("p99.9"), rows);
        assertTrue(rows.contains("clearly slower"), rows);
        assertTrue(rows.contains("load not sustained"), rows);
        assertTrue(rows.contains("platform-pool: light"), rows);
        assertTrue(page.select("#unmeasured").text().contains("event-loop"), "failed trials are named");
        String answers = page.select("#answers").text();
        assertTrue(answers.contains("At 1000 tasks per second, 99 % of the tasks end within"), answers);
        String capacities = page.select("section:has(h2:contains(http-fetch: capacity)) table")
                .text();
        assertTrue(capacities.contains("process-pool") && capacities.contains("clearly slower"), capacities);
    }

    @Test
    void theLawOfASweepStandsWithItsCoefficientsAndTheAnswer() {
        Document page = page(swept());
        String law = page.select("table:has(caption:contains(scalability law))").text();
        assertTrue(law.contains("[0.0"), law);
        String sentences = page.select("p.sentence").text();
        assertTrue(sentences.contains("The scalability law puts the largest throughput at 5."), sentences);
        assertFalse(page.select("svg polyline.law").isEmpty());
        assertTrue(page(SampleRun.results())
                        .select("table:has(caption:contains(scalability law))")
                        .size()
                <= 1);
    }

    private static RunResults claims() {
        return new SyntheticRun(4)
                .plan("claims")
                .measured(SyntheticRun.cell("primes", "platform-pool", 2, Shape.STEADY), 1.4e6)
                .measured(SyntheticRun.cell("primes", "virtual-threads", 2, Shape.STEADY), 1.4e6)
                .results();
    }

    @Test
    void claimsStandWithSourceFigureAndVerdictOrWithTheReason() {
        Document page = page(claims());
        String alike = page.select("#claims tr:has(th:contains(virtual-computes-alike))")
                .text();
        assertTrue(alike.contains("https://openjdk.org/jeps/444"), alike);
        assertTrue(alike.contains("× the speed of an equal pool"), alike);
        String pool = page.select("#claims tr:has(th:contains(pool-of-200))").text();
        assertTrue(pool.contains("not testable here"), pool);
        assertTrue(pool.contains("the run has no cell of platform-pool on sleep"), pool);
        assertTrue(page(SampleRun.results()).select("#claims, a[href=#claims]").isEmpty());
    }

    private static RunComparison comparison() {
        RunResults fresh = new SyntheticRun(3)
                .startedAt("2026-11-23T08:00:00Z")
                .environment(RunHeader.MEMORY, "12 GiB")
                .measured(SyntheticRun.cell("primes", "virtual-threads", 2, Shape.STEADY), 1.4e6)
                .measured(SyntheticRun.cell("sleep", "virtual-threads", 32, Shape.MAKESPAN), 3e4)
                .failing(SyntheticRun.cell("sleep", "platform-pool", 32, Shape.MAKESPAN), 1, Failure.Kind.TASK, "no", 1)
                .measured(SyntheticRun.cell("sleep", "event-loop", 32, Shape.MAKESPAN), 3e4)
                .results();
        return RunComparison.of(SampleRun.results(), fresh);
    }

    private static String html(RunResults run) {
        return Report.html(run, RunAnalyst.analyse(run), null);
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
