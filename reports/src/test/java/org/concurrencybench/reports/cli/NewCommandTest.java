package org.concurrencybench.reports.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewCommandTest {
    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @Test
    void theExampleIsWhatItWrites() throws IOException {
        Path example = TOP.resolve("examples/own-workload");
        Map<String, String> shown = new TreeMap<>();
        for (String top : List.of("pom.xml", "src")) {
            try (Stream<Path> files = Files.walk(example.resolve(top))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    shown.put(example.relativize(file).toString().replace('\\', '/'), Files.readString(file));
                }
            }
        }
        ProjectTemplate template = ProjectTemplate.in(
                example, ProjectTemplate.DEFAULT_PACKAGE, ProjectTemplate.DEFAULT_ID, "0.1.0-SNAPSHOT");
        assertEquals(new TreeMap<>(template.files()), shown);
    }

    @Test
    void itsTestsHaveTheSuitesOwnVersionOfJunit() throws IOException {
        String pom = Files.readString(TOP.resolve("pom.xml"));
        String junit = pom.replaceFirst("(?s).*<junit.version>([^<]+)</junit.version>.*", "$1");
        String written = new ProjectTemplate("a", "b", "c", "1").files().get("pom.xml");
        assertTrue(
                written.contains("<artifactId>junit-jupiter</artifactId>\n      <version>" + junit + "</version>"),
                written);
    }

    @Test
    void writesAProjectThatCompilesWithParentFoldersAndNamesOfOnesOwn() throws IOException {
        Path project = folder.resolve("some/where/My Bench");
        EndedCommand ended =
                EndedCommand.of("new", project.toString(), "--package=org.acme.bench", "--id=parse-2-json");
        assertEquals(0, ended.exit(), ended::toString);
        assertTrue(ended.out().contains("mvn package -f '" + project.resolve("pom.xml") + "'"), ended::toString);
        assertTrue(
                ended.out()
                        .contains(
                                "concurrency-bench try '" + project.resolve("target/my-bench-1.0-SNAPSHOT.jar") + "'"),
                ended::toString);

        Path source = project.resolve("src/main/java/org/acme/bench/Parse2Json.java");
        assertTrue(Files.readString(source).contains("return \"parse-2-json\";"));
        Path service = project.resolve("src/main/resources/META-INF/services/org.concurrencybench.core.api.Workload");
        assertEquals("org.acme.bench.Parse2Json\n", Files.readString(service));
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none",
                "-Xlint:all",
                "-Werror",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.resolve("classes").toString()));
        arguments.add(source.toString());
        arguments.add(project.resolve("src/test/java/org/acme/bench/Parse2JsonTest.java")
                .toString());
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)));
    }

    @Test
    void anEmptyFolderIsFilled() throws IOException {
        Path project = Files.createDirectory(folder.resolve("own"));
        assertEquals(0, EndedCommand.of("new", project.toString()).exit());
        assertTrue(Files.exists(project.resolve("src/test/java/com/example/JsonEscapeTest.java")));
    }

    @Test
    void aFolderWithFilesIsRefusedAndLeftAsItIs() throws IOException {
        Path kept = Files.writeString(folder.resolve("kept"), "mine");
        assertRefused("the folder " + folder + " is not empty", folder);
        assertRefused(kept + " is a file", kept);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(kept), files.toList());
        }
        assertEquals("mine", Files.readString(kept));
    }

    @Test
    void namesThatCannotBeAreRefusedBeforeAnythingIsWritten() {
        Path project = folder.resolve("refused");
        assertRefused("--package cannot be 'org.acme.class'", project, "--package=org.acme.class");
        assertRefused("--package cannot be ''", project, "--package=");
        assertRefused("--id cannot be 'Json'", project, "--id=Json");
        assertRefused("the suite has a workload of that id", project, "--id=sleep");
        assertRefused("its class would be String", project, "--id=string");
        assertRefused("its class would be Workload", project, "--id=workload");
        assertFalse(Files.exists(project));
    }

    private static void assertRefused(String what, Path project, String... options) {
        List<String> arguments = new ArrayList<>(List.of("new", project.toString()));
        arguments.addAll(List.of(options));
        EndedCommand ended = EndedCommand.of(arguments.toArray(String[]::new));
        assertEquals(2, ended.exit(), ended::toString);
        assertTrue(ended.err().startsWith("error: ") && ended.err().contains(what), ended::toString);
        assertEquals("", ended.out());
    }
}
