package org.concurrencybench.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredScopeTest {
    private final StructuredScope model = new StructuredScope();
    private final Probe probe = new Probe(true, (index, task) -> {});

    @ParameterizedTest
    @ValueSource(ints = {21, 24, 26, 30})
    void itRefusesEveryJdkButOneAndSaysWhy(int javaVersion) {
        String refusal = model.refusal(probe, javaVersion).orElseThrow();
        assertTrue(refusal.startsWith("it needs JDK 25, and this one is JDK " + javaVersion + ": "), refusal);
        assertEquals(List.of(), model.jvmArguments(javaVersion));
    }

    @Test
    void itRunsOnJdk25WithPreviewsEnabled() {
        assertEquals(Optional.empty(), model.refusal(probe, 25));
        assertEquals(List.of("--enable-preview"), model.jvmArguments(25));
    }

    @Test
    @DisabledForJreRange(minVersion = 25, maxVersion = 25)
    void itCannotBeOpenedElsewhere() {
        UsageException refused =
                assertThrows(UsageException.class, () -> Models.open(model, probe, Models.settings(2, 2)));
        assertTrue(refused.getMessage().contains("it needs JDK 25"), refused.getMessage());
    }

    @Test
    @EnabledForJreRange(minVersion = 25, maxVersion = 25)
    void aBatchHasEndedWhenItsFlushReturnsAndTheNextOneHasAScopeOfItsOwn() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Probe slow = new Probe(true, (index, task) -> {
            threads.add(Thread.currentThread());
            Thread.sleep(20);
        });
        try (Session<Integer, Integer> session = Models.open(model, slow, Models.settings(2, 4))) {
            session.flush(); // nothing was submitted
            for (int batch = 1; batch <= 3; batch++) {
                List<Long> digests = Batch.submit(session, slow, 10).digests();
                assertEquals(10, digests.size());
                assertEquals(10 * batch, slow.started.get());
                assertTrue(threads.stream().noneMatch(Thread::isAlive), "flush() joined them");
            }
        }
    }

    @Test
    @EnabledForJreRange(minVersion = 25, maxVersion = 25)
    void tasksThatWereNotFlushedAreCancelledByTheClose() throws Exception {
        Probe waiting = new Probe(true, (index, task) -> Thread.sleep(600_000));
        CollectingTask first = new CollectingTask(0);
        CollectingTask second = new CollectingTask(1);
        try (Session<Integer, Integer> session = Models.open(model, waiting, Models.settings(2, 1))) {
            session.submit(first);
            session.submit(second);
        }
        for (CollectingTask task : List.of(first, second)) {
            assertTrue(
                    task.failure instanceof InterruptedException || task.failure instanceof CancellationException,
                    () -> "failed with " + task.failure);
        }
    }

    private static final class CollectingTask implements Task<Integer, Integer> {
        private final int input;
        private volatile Throwable failure;

        CollectingTask(int input) {
            this.input = input;
        }

        @Override
        public Integer input() {
            return input;
        }

        @Override
        public void succeeded(Integer output, long busyNanos) {}

        @Override
        public void failed(Throwable cause) {
            failure = cause;
        }
    }
}
