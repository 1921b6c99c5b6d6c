package org.concurrencybench.core.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs and outputs of the built-in workloads stay what they are when they cross a process border. */
class CrossingTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "allocate",
                "classfile-parse",
                "echo",
                "file-read",
                "mandelbrot",
                "matrix-multiply",
                "memory-scan",
                "noisy-neighbour",
                "primes",
                "sha256",
                "stack-depth"
            })
    void aTaskThatCrossedGivesTheOutputThatItGivesHere(String id) throws Exception {
        try (OpenWorkload<?, ?> open = OpenWorkload.of(id, OpenWorkload.small(id), directory)) {
            for (int index = 0; index < 3; index++) {
                assertEquals(open.digest(index), open.digestAfterCrossing(index));
            }
        }
    }
}
