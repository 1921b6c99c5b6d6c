package org.concurrencybench.core.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of chains of those workloads that need no client of a model. */
class AsyncFormsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"file-read", "nothing", "sleep", "stack-depth"})
    void aChainGivesTheOutputOfTheBlockingForm(String id) throws Exception {
        try (OpenWorkload<?, ?> open = OpenWorkload.of(id, OpenWorkload.small(id), directory);
                Stages stages = new Stages()) {
            assertTrue(open.workload().hasAsync());
            for (int index = 0; index < 10; index++) {
                assertEquals(open.digest(index), open.asyncDigest(index, stages));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file-read", "sleep", "stack-depth"})
    void aChainThatWaitsEndsOnTheExecutor(String id) throws Exception {
        try (OpenWorkload<?, ?> open = OpenWorkload.of(id, OpenWorkload.small(id), directory);
                Stages stages = new Stages()) {
            CountDownLatch watched = new CountDownLatch(1);
            stages.executor().execute(() -> awaitQuietly(watched));
            CompletableFuture<String> thread = open.async(1, stages)
                    .thenApply(output -> Thread.currentThread().getName())
                    .toCompletableFuture();
            watched.countDown();
            assertEquals(Stages.THREAD, thread.get(30, TimeUnit.SECONDS));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void manyChainsReadOneFileAtOnce() throws Exception {
        try (OpenWorkload<?, ?> open = OpenWorkload.of("file-read", Map.of("size", "1"), directory);
                Stages stages = new Stages()) {
            List<? extends CompletableFuture<?>> chains = IntStream.range(0, 100)
                    .mapToObj(index -> open.async(index, stages).toCompletableFuture())
                    .toList();
            for (int index = 0; index < chains.size(); index++) {
                assertEquals(
                        open.workload().expected(index).orElseThrow(),
                        chains.get(index).get(30, TimeUnit.SECONDS));
            }
        }
    }
}
