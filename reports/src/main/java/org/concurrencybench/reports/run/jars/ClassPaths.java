package org.concurrencybench.reports.run.jars;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.SharedLibrary;
import org.concurrencybench.reports.records.UserJar;

/**
 * The class paths of what is measured: pilots, trials, their workers, and fixtures. First the harness, whose packages
 * are nobody else's; then the user's jars, where the workload or the model is the user's; then those libraries of the
 * suite that the user's jars do not bring. What only the runner needs is on none of them.
 */
public final class ClassPaths {
    private final Catalog catalog;
    private final List<JarContents> users;

    /** {@code jars}: the user's, in their order; {@code catalog} was loaded with them. */
    public ClassPaths(Catalog catalog, List<Path> jars) {
        this.catalog = catalog;
        users = jars.stream().map(JarContents::of).toList();
    }

    /**
     * Of the trials of {@code cell} and their workers. Libraries that only other models use are not on it, unless the
     * user's classes are, which may use any: each jar on a class path is opened when a JVM starts.
     */
    public String of(Cell cell) {
        return path(
                List.of(
                        catalog.workload(cell.workload()).getClass(),
                        catalog.model(cell.model()).getClass()),
                library -> library.isNeededBy(cell));
    }

    /** Of the fixtures and the pilot run of {@code workload}. */
    public String of(Workload<?, ?> workload) {
        return path(List.of(workload.getClass()), library -> true);
    }

    /** Of what measures prices, and its child processes: nothing of the user's. */
    public String ofPrices() {
        return path(List.of(), library -> true);
    }

    private String path(List<Class<?>> plugged, Predicate<SuiteLibrary> needed) {
        Set<Path> entries = new LinkedHashSet<>();
        Stream.of(SuiteLibrary.values())
                .filter(SuiteLibrary::isHarness)
                .flatMap(library -> library.path().stream())
                .forEach(entries::add);
        List<JarContents> usersHere = List.of();
        for (Class<?> type : plugged) {
            if (UserClasses.hasLoaded(type)) {
                usersHere = users;
            } else {
                ClassLocation.of(type).ifPresent(entries::add);
            }
        }
        usersHere.forEach(jar -> entries.add(jar.path()));
        entries.addAll(libraries(usersHere, usersHere.isEmpty() ? needed : library -> true));
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** The suite's libraries behind {@code users} on a class path: without those that the user brings. */
    static List<Path> libraries(List<JarContents> users) {
        return libraries(users, library -> true);
    }

    private static List<Path> libraries(List<JarContents> users, Predicate<SuiteLibrary> needed) {
        return Stream.of(SuiteLibrary.values())
                .filter(needed)
                .filter(library -> !library.isHarness() && users.stream().noneMatch(library::yieldsTo))
                .map(SuiteLibrary::path)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The user's jars, with what they and the suite have both, in other versions. */
    public List<UserJar> userJars() {
        return users.stream()
                .map(jar -> new UserJar(
                        String.valueOf(jar.path().getFileName()), ContentDigest.of(jar.path()), shared(jar)))
                .toList();
    }

    private static List<SharedLibrary> shared(JarContents jar) {
        List<SharedLibrary> shared = new ArrayList<>();
        for (SuiteLibrary library : SuiteLibrary.values()) {
            Optional<Path> path = library.isTold() ? library.path() : Optional.empty();
            path.map(JarContents::of).filter(jar::differsFrom).ifPresent(suites -> {
                String artifact = library.artifact();
                shared.add(new SharedLibrary(
                        artifact,
                        jar.version(artifact),
                        suites.version(artifact),
                        !library.isHarness(),
                        library.why()));
            });
        }
        return shared;
    }

    /** What of {@link #userJars} is to be known before anything is measured, a line each. */
    public static List<String> told(List<UserJar> jars) {
        return jars.stream()
                .flatMap(jar -> jar.shared().stream()
                        .map(library ->
                                (library.usersUsed() ? "note: " : "warning: ") + jar.name() + ": " + library.outcome()))
                .toList();
    }
}
