package org.concurrencybench.reports.run.jars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserJarsTest {
    private static final String SERVICE = "META-INF/services/" + Workload.class.getName();
    private static final String SOURCE = """
            package com.example;
            import org.concurrencybench.core.api.*;
            public class Own implements Workload<Integer, Integer> {
                public String id() { return "own"; }
                public Integer input(int index) { return index; }
                public Integer run(Integer input, TaskContext task) { return input; }
                public long digest(Integer output) { return output; }
            }
            """;

    @TempDir
    private Path folder;

    private Path classes;

    @BeforeEach
    void compile() throws IOException {
        classes = Files.createDirectories(folder.resolve("Meine Klassen äöü"));
        Path source = Files.writeString(folder.resolve("Own.java"), SOURCE);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertEquals(0, result);
        Files.createDirectories(classes.resolve(SERVICE).getParent());
        Files.writeString(classes.resolve(SERVICE), "com.example.Own # mine\n");
    }

    @Test
    void theWorkloadOfAJarIsAddedToTheBuiltInOnes() throws Exception {
        assertAdds(UserJars.find(jar("own jar.jar").toString()));
    }

    @Test
    void theWorkloadOfAFolderOfClassesIsAddedToTheBuiltInOnes() throws Exception {
        assertAdds(UserJars.find(classes.toString()));
    }

    @Test
    void aFolderOfJarsStandsForAllOfThem() throws Exception {
        Path jars = Files.createDirectory(folder.resolve("jars"));
        Path own = jar("jars/own.jar");
        Path library = write("jars/library.jar", "com/example/data.txt", "data");
        assertEquals(List.of(library, own), UserJars.find(jars.toString()));
        assertAdds(UserJars.find(jars.toString()));
    }

    @Test
    void librariesStandBesideTheJarThatNeedsThemInTheirOrder() throws Exception {
        Path own = jar("own.jar");
        Path jars = Files.createDirectory(folder.resolve("libraries"));
        Path one = write("libraries/one.jar", "com/example/one.txt", "1");
        Path two = write("libraries/two.jar", "com/example/two.txt", "2");
        Path built = Files.createDirectories(folder.resolve("module/com/example"));
        Files.writeString(built.resolve("Three.class"), "3");
        Path module = folder.resolve("module");
        assertEquals(
                List.of(own, one, two, module),
                UserJars.find(own + File.pathSeparator + jars + File.pathSeparator + module));
        assertEquals(List.of(two, own, one), UserJars.find(two + File.pathSeparator + own + File.pathSeparator + jars));
        assertAdds(UserJars.find(own + File.pathSeparator + jars));
    }

    @Test
    void severalPathsAreSeparatedAsThePlatformDoes() throws Exception {
        Path other = write("other.jar", SERVICE, "com.example.Other\n");
        assertEquals(List.of(classes, other), UserJars.find(classes + File.pathSeparator + other + File.pathSeparator));
    }

    @Test
    void aMissingFileIsRefusedWithItsAbsolutePath() {
        assertRefused("nowhere.jar", Path.of("nowhere.jar").toAbsolutePath().toString(), "build it first");
    }

    @Test
    void aJarThatOffersNothingIsRefusedWithTheFileThatItLacks() throws Exception {
        Path jar = write("empty.jar", "readme.txt", "hello");
        assertRefused(jar.toString(), "empty.jar", SERVICE);
        Path commented = write("commented.jar", SERVICE, "# com.example.Own\n");
        assertRefused(commented.toString(), "commented.jar", SERVICE);
        Path nothing = Files.createDirectory(folder.resolve("nothing"));
        assertRefused(nothing.toString(), nothing.toString(), "holds neither jars nor classes");
        assertRefused(jar("own.jar") + File.pathSeparator + nothing, nothing.toString(), "build first");
    }

    @Test
    void aFileThatIsNoJarIsRefused() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.jar"), "not a jar");
        assertRefused(text.toString(), "notes.jar", "not a readable jar");
    }

    @Test
    void oneClassInTwoJarsIsRefusedWithBoth() throws Exception {
        Path old = jar("old.jar");
        Path fresh = jar("new.jar");
        assertRefused(old + File.pathSeparator + fresh, "com.example.Own is in both " + old + " and " + fresh, "leave");
    }

    private static void assertAdds(List<Path> jars) {
        Catalog builtIn = Catalog.load(UserJarsTest.class.getClassLoader());
        Catalog with = UserJars.catalog(jars);
        assertEquals(List.of("own"), UserJars.addedWorkloads(with, builtIn));
        assertEquals(List.of(), UserJars.addedModels(with, builtIn));
    }

    private static void assertRefused(String paths, String what, String remedy) {
        String message =
                assertThrows(UsageException.class, () -> UserJars.find(paths)).getMessage();
        assertTrue(message.startsWith("bench.jars (--jars): "), message);
        assertTrue(message.contains(what), message);
        assertTrue(message.contains(remedy), message);
    }

    private Path jar(String name) throws IOException {
        Path jar = folder.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, out);
            }
        }
        return jar;
    }

    private Path write(String name, String entry, String text) throws IOException {
        Path jar = folder.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(entry));
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }
}
