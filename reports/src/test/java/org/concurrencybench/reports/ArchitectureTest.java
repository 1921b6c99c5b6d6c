package org.concurrencybench.reports;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.experiment.EvidenceNames;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.core.jmh.BatchBenchmark;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.junit.jupiter.api.Test;

/** What may know what, over the classes of all modules. */
class ArchitectureTest {
    private static final String ROOT = "org.concurrencybench.";
    private static final int MOST_TYPES = 40;
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.concurrencybench");

    @Test
    void packagesFormNoCycles() {
        slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(ALL);
    }

    /**
     * A room that one can take in: beyond that many top-level types nobody sees what belongs together. What JMH and JTE
     * generate is not read.
     */
    @Test
    void noPackageIsLargerThanOneCanTakeIn() {
        Map<String, Long> sizes = ALL.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .filter(not(resideInAPackage("..jmh_generated..").or(nameMatching(".*\\.Jte\\w+Generated"))))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
        sizes.values().removeIf(types -> types <= MOST_TYPES);
        assertEquals(Map.of(), sizes, "packages of more than " + MOST_TYPES + " types");
    }

    @Test
    void theCoreKnowsNoOtherModule() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "core..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.concurrencybench..").and(not(resideInAPackage(ROOT + "core.."))))
                .check(ALL);
    }

    @Test
    void benchModulesNeverSeeEachOtherNorTheReports() {
        for (String module : new String[] {"threads", "async", "process"}) {
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + module + "..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("org.concurrencybench..")
                            .and(not(resideInAnyPackage(ROOT + module + "..", ROOT + "core.."))))
                    .check(ALL);
        }
    }

    @Test
    void jmhIsKnownToHarnessRunnerAndItsOwnJsonOnly() {
        noClasses()
                .that(not(resideInAnyPackage(ROOT + "core.jmh..", ROOT + "reports.run..", ROOT + "reports.jmhjson.."))
                        .and(not(nameMatching(".*\\.(\\w+Benchmark|\\w+ByHand)(\\$.*)?")))
                        .and(not(resideInAPackage("..jmh_generated.."))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.openjdk.jmh..")
                .check(ALL);
    }

    /** Models are made in every measured JVM, whatever runs there: they must not link to the library of one of them. */
    @Test
    void nettyAndReactorAreKnownToTheirSessionsOnly() {
        noClasses()
                .that(not(nameMatching(".*\\.async\\.(Loop|Reactor(?!Model)|SchedulerThreads)\\w*(\\$.*)?")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "reactor..", "org.reactivestreams..")
                .check(ALL);
    }

    @Test
    void statisticsKnowTheJdkAndCommonsMathOnly() {
        classes()
                .that()
                .resideInAPackage(ROOT + "reports.stats..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + "reports.stats..", "java..", "org.apache.commons.math3..", "org.jspecify..")
                .check(ALL);
    }

    @Test
    void whatAllStandOnKnowsTheJdkOnly() {
        for (String room : new String[] {"core.os", "reports.text"}) {
            classes()
                    .that()
                    .resideInAPackage(ROOT + room + "..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(ROOT + room + "..", "java..", "com.sun.management..", "org.jspecify..")
                    .check(ALL);
        }
    }

    @Test
    void analysesKnowPlansRecordsAndStatisticsOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + "reports.analysis..",
                        ROOT + "reports.findings..",
                        ROOT + "reports.compare..",
                        ROOT + "reports.csv..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "reports.run..",
                        ROOT + "reports.cli..",
                        ROOT + "reports.html..",
                        ROOT + "reports.jmhjson..",
                        "org.openjdk..")
                .check(ALL);
    }

    /** Who reads results needs none of what it takes to find them. */
    @Test
    void findingsAndTheirReadersKnowNoAnalysis() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "reports.findings..", ROOT + "reports.csv..", ROOT + "reports.html..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "reports.analysis..")
                .check(ALL);
    }

    @Test
    void comparisonsAndTheCommandLineOnlyStartAnalyses() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "reports.compare..", ROOT + "reports.cli..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage(ROOT + "reports.analysis..").and(not(type(RunAnalyst.class))))
                .check(ALL);
    }

    @Test
    void pagesKnowResultsAndStatisticsOnly() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "reports.html..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                ROOT + "reports.run..",
                                ROOT + "reports.cli..",
                                ROOT + "reports.jmhjson..",
                                ROOT + "core.experiment..",
                                ROOT + "core.fixture..",
                                ROOT + "core.model..",
                                ROOT + "core.jmh..",
                                ROOT + "core.catalog..",
                                "org.openjdk..")
                        .and(not(type(TrialFacts.class).or(type(EvidenceNames.class))))) // names in the records
                .check(ALL);
    }

    /**
     * Standard streams belong to the command line. Besides it: the fixtures' main classes, which print their addresses;
     * the pilot run, which prints why it failed; the processes of the calibration, which answer there; workers, which
     * flush what their tasks printed and say who told them to exit; the pool, where it is asked to print what workers
     * print; the programs that print what the pool costs; and the runner, which takes what measured JVMs print.
     */
    @Test
    void standardStreamsBelongToTheCommandLine() {
        noClasses()
                .that(
                        not(resideInAnyPackage(ROOT + "reports.cli..", ROOT + "core.http..", ROOT + "core.jdbc.."))
                                .and(
                                        not(
                                                nameMatching(
                                                        ".*\\.(ComputationFunction|IdlePool|InheritedOutput|PilotRun|RepeatedFigures|SpinningProcess|TrialOutput|WarmUpFigures|MessageHandler|WorkloadFunction)(\\$.*)?"))))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(ALL);
    }

    @Test
    void eachFamilyOfModelsNamesItsHarness() {
        Catalog catalog = Catalog.load(getClass().getClassLoader());
        for (ModelFamily family : ModelFamily.values()) {
            String harness = catalog.benchmark(family);
            assertTrue(ALL.get(harness).isAssignableTo(BatchBenchmark.class), harness);
            assertTrue(harness.startsWith(ROOT + family.id() + "."), harness);
        }
    }

    /**
     * An empty list means that JMH's annotation processor did not run: the build would be green, without any benchmark.
     */
    @Test
    void theBenchmarksAreTheThreeHarnessesAndTheTwoByHand() throws IOException {
        TreeSet<String> benchmarks = new TreeSet<>();
        for (var lists = getClass()
                        .getClassLoader()
                        .getResources("META-INF/BenchmarkList")
                        .asIterator();
                lists.hasNext(); ) {
            try (var in = lists.next().openStream()) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                java.util.regex.Pattern.compile("org\\.concurrencybench\\.(threads|async|process)\\.[A-Z]\\w+")
                        .matcher(text)
                        .results()
                        .forEach(match -> benchmarks.add(match.group()));
            }
        }
        assertEquals(
                "async.AsyncBenchmark, process.ProcessBenchmark, threads.PlatformPoolByHand, threads.ThreadsBenchmark,"
                        + " threads.VirtualThreadsByHand",
                benchmarks.stream().map(name -> name.substring(ROOT.length())).collect(Collectors.joining(", ")));
    }
}
