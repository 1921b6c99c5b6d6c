package org.concurrencybench.reports;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * The rooms of the process library. What its users see is {@code api} and the neighbours ({@code pool}, {@code worker},
 * and what will stand beside them); what these share is {@code internal}.
 */
class ProcessLibraryTest {
    private static final String PROCESS = "org.concurrencybench.process.";
    private static final String[] NEIGHBOURS = {"pool", "worker", "coordination", "connection"};

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.concurrencybench");

    private static String[] neighbours() {
        String[] packages = new String[NEIGHBOURS.length];
        for (int i = 0; i < packages.length; i++) {
            packages[i] = PROCESS + NEIGHBOURS[i] + "..";
        }
        return packages;
    }

    @Test
    void internalsAreUsedByTheLibraryAlone() {
        String[] library = new String[NEIGHBOURS.length + 2];
        System.arraycopy(neighbours(), 0, library, 0, NEIGHBOURS.length);
        library[NEIGHBOURS.length] = PROCESS + "api..";
        library[NEIGHBOURS.length + 1] = PROCESS + "internal..";
        classes()
                .that()
                .resideInAPackage(PROCESS + "internal..")
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAnyPackage(library)
                .check(ALL);
    }

    @Test
    void roomsLookDownOnly() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(PROCESS + "(**)")
                .withOptionalLayers(true)
                .layer("checks")
                .definedBy(PROCESS + "internal")
                .layer("api")
                .definedBy(PROCESS + "api..")
                .layer("wire")
                .definedBy(PROCESS + "internal.wire..")
                .layer("transport")
                .definedBy(PROCESS + "internal.transport..")
                .layer("child")
                .definedBy(PROCESS + "internal.child..")
                .layer("broker")
                .definedBy(PROCESS + "internal.broker..")
                .layer("launch")
                .definedBy(PROCESS + "internal.launch..")
                .layer("neighbours")
                .definedBy(neighbours())
                .layer("models and benchmarks")
                .definedBy(PROCESS.substring(0, PROCESS.length() - 1), PROCESS + "poolbench..", PROCESS + "prices..")
                .whereLayer("checks")
                .mayNotAccessAnyLayer()
                .whereLayer("api")
                .mayOnlyAccessLayers("checks")
                .whereLayer("wire")
                .mayOnlyAccessLayers("checks", "api")
                .whereLayer("transport")
                .mayOnlyAccessLayers("checks", "api", "wire")
                .whereLayer("child")
                .mayOnlyAccessLayers("checks", "api", "wire", "transport")
                .whereLayer("broker")
                .mayOnlyAccessLayers("checks", "api", "wire", "transport")
                .whereLayer("launch")
                .mayOnlyAccessLayers("checks", "api", "wire", "transport", "child")
                .whereLayer("models and benchmarks")
                .mayOnlyAccessLayers("api", "neighbours")
                .check(ALL);
    }

    /** Each class more is a part of every worker's start. */
    @Test
    void whatRunsInAWorkerKnowsTheWireAndNothingOfItsOwner() {
        classes()
                .that()
                .resideInAPackage(PROCESS + "internal.child..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        PROCESS + "internal.child..",
                        PROCESS + "internal.transport..",
                        PROCESS + "internal.wire..",
                        PROCESS + "internal",
                        PROCESS + "api..",
                        "org.concurrencybench.core.codec..",
                        "org.concurrencybench.core.os..",
                        "java..",
                        "org.jspecify..")
                .check(ALL);
    }

    @Test
    void neighboursDoNotSeeEachOther() {
        slices().matching(PROCESS + "(pool|worker|coordination|connection)..")
                .should()
                .notDependOnEachOther()
                .check(ALL);
    }

    @Test
    void theLibraryKnowsNeitherWorkloadsNorJmh() {
        noClasses()
                .that()
                .resideInAnyPackage(PROCESS + "api..", PROCESS + "internal..")
                .or()
                .resideInAnyPackage(neighbours())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.concurrencybench.core.api..", "org.concurrencybench.core.jmh..", "org.openjdk..")
                .check(ALL);
    }
}
