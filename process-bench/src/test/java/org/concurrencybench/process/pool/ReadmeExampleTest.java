package org.concurrencybench.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example of this module's README runs, and is the one that stands there. */
@Timeout(120)
class ReadmeExampleTest {
    // README: begin
    record Square(int width, int height) {}

    static final class Area implements WorkerFunction<Square, Long> {
        @Override
        public Long run(Square square) {
            return (long) square.width() * square.height();
        }
    }

    static List<Long> areas(List<Square> squares) throws Exception {
        ProcessPoolConfig config = ProcessPoolConfig.ofWorkers(2).withTaskTimeout(Duration.ofSeconds(10));
        try (ProcessPool<Square, Long> pool = ProcessPool.start(config, FunctionSpec.of(Area.class))) {
            CompletableFuture<Long> one = pool.submit(new Square(2, 3));
            one.thenAccept(area -> System.out.println("the first area is " + area));
            return pool.map(squares).values();
        }
    }
    // README: end

    @Test
    void exampleRuns() throws Exception {
        assertEquals(List.of(20L, 42L), areas(List.of(new Square(4, 5), new Square(6, 7))));
    }

    @Test
    void exampleStandsInTheReadme() throws Exception {
        String source =
                Files.readString(Path.of("src/test/java/org/concurrencybench/process/pool/ReadmeExampleTest.java"));
        String example = source.split("    // README: begin\n")[1]
                .split("    // README: end\n")[0]
                .stripTrailing()
                .stripIndent();
        assertTrue(Files.readString(Path.of("README.md")).contains("```java\n" + example + "\n```"), example);
    }
}
