package org.concurrencybench.reports.run.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.concurrencybench.core.api.UsageException;

/**
 * A JVM that is measured.
 *
 * @param label what tells it from the others of a run: its version, and its folder's name where others have the same;
 *     empty where it is the only one
 * @param java its executable
 */
public record Jvm(String label, Path java) {
    private static final int OLDEST = 21;

    /** The executable of the JDK in the folder {@code home}, whether it is there or not. */
    public static Path executable(Path home) {
        return home.resolve("bin").resolve(System.getProperty("os.name").startsWith("Windows") ? "java.exe" : "java");
    }

    /** The version of its JDK, such as 25; the oldest that will do where it cannot be told. */
    public int feature() {
        JdkRelease told = JdkRelease.of(java);
        OptionalInt feature = told.feature().isPresent()
                ? told.feature()
                : JdkRelease.asked(java).map(JdkRelease::feature).orElse(OptionalInt.empty());
        return feature.orElse(OLDEST);
    }

    /**
     * The JVMs of these executables, labelled.
     *
     * @throws UsageException when one is known to be too old for the suite's classes
     */
    public static List<Jvm> of(List<Path> executables) {
        for (Path java : executables) {
            JdkRelease told = JdkRelease.of(java);
            JdkRelease release = told.feature().isPresent() ? told : asked(java);
            OptionalInt feature = release.feature();
            if (feature.isPresent() && feature.getAsInt() < OLDEST) {
                throw new UsageException("bench.jvm (--jvm): the JDK of " + java + " is of version " + release.version()
                        + "; the suite's classes need " + OLDEST + " or newer");
            }
        }
        if (executables.size() == 1) {
            return List.of(new Jvm("", executables.getFirst()));
        }
        List<String> versions =
                executables.stream().map(java -> JdkRelease.of(java).version()).toList();
        List<Jvm> jvms = new ArrayList<>();
        for (int i = 0; i < executables.size(); i++) {
            String version = versions.get(i);
            boolean alone = !version.isEmpty() && versions.indexOf(version) == versions.lastIndexOf(version);
            String folder = String.valueOf(JdkRelease.home(executables.get(i)).getFileName());
            String label = plain(alone ? version : version + " " + folder);
            String unique = label;
            for (int next = 2; labels(jvms).contains(unique); next++) {
                unique = label + "-" + next;
            }
            jvms.add(new Jvm(unique, executables.get(i)));
        }
        return jvms;
    }

    /** One that has no {@code release} file says what it is when it is started. */
    private static JdkRelease asked(Path java) {
        return JdkRelease.asked(java)
                .orElseThrow(
                        () -> new UsageException(
                                "bench.jvm (--jvm): " + java
                                        + " is not a java executable: its -version output names no version; name a JDK's folder or its bin/java"));
    }

    /** Fit for the id of a cell and the name of a file. */
    private static String plain(String label) {
        return label.strip().replaceAll("[^A-Za-z0-9.+_]+", "-");
    }

    public static List<String> labels(List<Jvm> jvms) {
        return jvms.stream().map(Jvm::label).toList();
    }
}
