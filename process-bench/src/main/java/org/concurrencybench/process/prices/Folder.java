package org.concurrencybench.process.prices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder for sockets and mapped files, which is removed with them. */
record Folder(Path path) implements AutoCloseable {
    static Folder create() throws IOException {
        return new Folder(Files.createTempDirectory("cb-price"));
    }

    Path file(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        List<Path> files;
        try (var listed = Files.list(path)) {
            files = listed.toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(path);
    }
}
