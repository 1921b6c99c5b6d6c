package org.concurrencybench.reports.run.jars;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.apache.commons.math3.stat.descriptive.StatisticalSummary;
import org.concurrencybench.core.api.Workload;

/**
 * A project of a user's: a jar with two workloads, and a folder of libraries that they need. Among these is a
 * commons-math3 that says it is 3.2, of which the suite has 3.6.1.
 */
public record OwnProject(Path jar, Path libraries) {
    /** What the library answers by which the workloads tell their outputs apart; the suite's version answers 0. */
    static final int VERSION = 32;

    private static final String SUMMARY = StatisticalSummary.class.getName().replace('.', '/') + ".class";

    private static final String LIBRARY = """
            package org.apache.commons.math3.util;
            public final class Precision {
                public static int compareTo(double one, double other, double difference) { return 32; }
            }
            """;

    /** Its output is 32 only where the library is the user's and has no class of the suite's version behind it. */
    private static final String WORKLOAD = """
            package com.example;
            import java.util.*;
            import org.concurrencybench.core.api.*;
            public class Own implements Workload<List<Integer>, Own.Answer> {
                public record Answer(int version, List<String> strangers) {}
                public String id() { return "own"; }
                public void prepare(RunContext run) { require(answer()); }
                public void open(JvmContext jvm) throws Exception {
                    require(answer());
                    var maps = java.nio.file.Path.of("/proc/self/maps");
                    String seen = System.getenv("OWN_MAPS_FOLDER");
                    if (seen != null && java.nio.file.Files.isReadable(maps)) {
                        java.nio.file.Files.write(java.nio.file.Path.of(seen, "jvm-" + ProcessHandle.current().pid()),
                                java.nio.file.Files.readAllLines(maps).stream().filter(line -> line.endsWith(".jsa")).toList());
                    }
                }
                public List<Integer> input(int index) { return List.of(index); }
                public Answer run(List<Integer> input, TaskContext task) { return require(answer()); }
                public long digest(Answer answer) { return answer.version(); }
                public OptionalLong expected(int index) { return OptionalLong.of(32); }

                private static Answer answer() {
                    List<String> strangers = new ArrayList<>();
                    for (String name : List.of("org.apache.commons.math3.util.FastMath", "picocli.CommandLine",
                            "com.esotericsoftware.kryo.Kryo", "tools.jackson.databind.ObjectMapper", "joptsimple.OptionParser")) {
                        try {
                            Class.forName(name, false, Thread.currentThread().getContextClassLoader());
                            strangers.add(name);
                        } catch (ClassNotFoundException e) {
                            // as it should be
                        }
                    }
                    return new Answer(org.apache.commons.math3.util.Precision.compareTo(1, 1, 0), strangers);
                }
                private static Answer require(Answer answer) {
                    if (answer.version() != 32 || !answer.strangers().isEmpty()) throw new IllegalStateException(answer.toString());
                    return answer;
                }
            }
            """;

    private static final String SECOND = """
            package com.example;
            public class Second extends Own {
                public String id() { return "second"; }
            }
            """;

    /** Makes it in {@code folder}. */
    public static OwnProject in(Path folder) throws IOException {
        Path library = classes(folder.resolve("library"), Map.of("Precision", LIBRARY));
        Path summary =
                Files.createDirectories(library.resolve(SUMMARY).getParent()).resolve("StatisticalSummary.class");
        try (InputStream suites = StatisticalSummary.class.getClassLoader().getResourceAsStream(SUMMARY)) {
            Files.write(summary, suites.readAllBytes()); // JMH needs it, as it is in the real 3.2 too
        }
        Path libraries = Files.createDirectory(folder.resolve("libs"));
        jar(libraries.resolve("commons-math3-3.2.jar"), library, Map.of());
        Path own = classes(folder.resolve("own"), Map.of("Own", WORKLOAD, "Second", SECOND), library);
        Path jar = jar(
                folder.resolve("own.jar"),
                own,
                Map.of("META-INF/services/" + Workload.class.getName(), "com.example.Own\ncom.example.Second\n"));
        return new OwnProject(jar, libraries);
    }

    /** Compiles {@code sources}, by their simple names, into a new folder. */
    public static Path classes(Path folder, Map<String, String> sources, Path... classPath) throws IOException {
        Path out = Files.createDirectories(folder.resolve("classes"));
        StringBuilder entries = new StringBuilder();
        for (Path entry : classPath) {
            entries.append(entry).append(java.io.File.pathSeparator);
        }
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-cp", entries + System.getProperty("java.class.path"), "-d", out.toString()));
        for (Map.Entry<String, String> source : new TreeMap<>(sources).entrySet()) {
            arguments.add(Files.writeString(folder.resolve(source.getKey() + ".java"), source.getValue())
                    .toString());
        }
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)),
                sources::toString);
        return out;
    }

    /** Packs the files of {@code folder} and {@code more} into a jar. */
    public static Path jar(Path jar, Path folder, Map<String, String> more) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new JarEntry(folder.relativize(file).toString().replace(java.io.File.separatorChar, '/')));
                Files.copy(file, out);
            }
            for (Map.Entry<String, String> file : more.entrySet()) {
                out.putNextEntry(new JarEntry(file.getKey()));
                out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }
}
