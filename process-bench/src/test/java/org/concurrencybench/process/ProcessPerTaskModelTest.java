package org.concurrencybench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.process.api.WorkerDiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ProcessPerTaskModelTest {
    /** Sleeps for so many milliseconds and tells where it ran; negative: dies. */
    static final class Naps implements Workload<Integer, Long> {
        @Override
        public String id() {
            return "naps";
        }

        @Override
        public Integer input(int index) {
            return 0;
        }

        @Override
        public Long run(Integer millis, TaskContext task) throws InterruptedException {
            if (millis < 0) {
                Runtime.getRuntime().halt(7);
            }
            Thread.sleep(millis);
            return ProcessHandle.current().pid();
        }

        @Override
        public long digest(Long pid) {
            return pid;
        }
    }

    private static final class Waiting implements Task<Integer, Long> {
        private final int millis;
        private final CompletableFuture<Long> pid = new CompletableFuture<>();
        private volatile long busyNanos;

        Waiting(int millis) {
            this.millis = millis;
        }

        @Override
        public Integer input() {
            return millis;
        }

        @Override
        public void succeeded(Long output, long nanos) {
            busyNanos = nanos;
            pid.complete(output);
        }

        @Override
        public void failed(Throwable cause) {
            pid.completeExceptionally(cause);
        }
    }

    private final ProcessPerTaskModel model = new ProcessPerTaskModel();

    private Session<Integer, Long> open(int concurrency) throws Exception {
        Naps naps = new Naps();
        Values none = Values.of("naps", naps.parameters(), Map.of());
        return model.open(
                new ConfiguredWorkload<>(naps, none, Map.of()),
                new Settings(2, concurrency, Values.of(model.id(), model.settings(), Map.of())));
    }

    @Test
    void eachTaskHasAProcessOfItsOwnWhichEndsWithIt() throws Exception {
        Set<Long> pids = new HashSet<>();
        try (var session = open(2)) {
            List<Waiting> tasks = List.of(new Waiting(0), new Waiting(0), new Waiting(0));
            for (Waiting task : tasks) {
                session.submit(task);
            }
            for (Waiting task : tasks) {
                pids.add(task.pid.get(60, TimeUnit.SECONDS));
            }
            assertEquals(0, session.jvms());
        }
        assertEquals(3, pids.size());
        assertTrue(pids.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()), pids::toString);
    }

    /** One after the other they would wait for thirty seconds. */
    @Test
    void tenThatWaitThreeSecondsWaitAtTheSameTime() throws Exception {
        long begin = System.nanoTime();
        try (var session = open(10)) {
            List<Waiting> tasks =
                    IntStream.range(0, 10).mapToObj(i -> new Waiting(3000)).toList();
            for (Waiting task : tasks) {
                session.submit(task);
            }
            for (Waiting task : tasks) {
                task.pid.get(60, TimeUnit.SECONDS);
                assertTrue(task.busyNanos >= 3_000_000_000L, "busy for " + task.busyNanos);
            }
        }
        assertTrue(System.nanoTime() - begin < 29_000_000_000L, "they waited one after the other");
    }

    @Test
    void oneThatDiesFailsAlone() throws Exception {
        try (var session = open(1)) {
            Waiting dies = new Waiting(-1);
            Waiting lives = new Waiting(0);
            session.submit(dies);
            session.submit(lives);
            ExecutionException failed =
                    assertThrows(ExecutionException.class, () -> dies.pid.get(60, TimeUnit.SECONDS));
            assertTrue(failed.getCause().getCause() instanceof WorkerDiedException, failed::toString);
            assertTrue(failed.getMessage().contains("exit code 7"), failed::toString);
            lives.pid.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void closingEndsWhatHasNotEnded() throws Exception {
        Waiting hangs = new Waiting(1_000_000);
        long before = ProcessHandle.current().children().count();
        var session = open(1);
        session.submit(hangs);
        while (ProcessHandle.current().children().count() == before) {
            Thread.sleep(5); // the time-out of the class bounds it
        }
        session.close();
        assertEquals(before, ProcessHandle.current().children().count());
        assertTrue(!hangs.pid.isDone(), "nobody is told anything after the session has closed");
    }

    @Test
    void moreProcessesThanAMachineBearsAreRefused() {
        UsageException refused = assertThrows(UsageException.class, () -> open(Settings.UNBOUNDED));
        assertTrue(refused.getMessage().contains("set concurrency to 256 or less"), refused::getMessage);
    }
}
