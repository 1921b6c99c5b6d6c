package org.concurrencybench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
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
import org.junit.jupiter.api.io.TempDir;

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

    private static final class Waiting<I> implements Task<I, Long> {
        private final I input;
        private final CompletableFuture<Long> pid = new CompletableFuture<>();
        private volatile long busyNanos;

        Waiting(I input) {
            this.input = input;
        }

        @Override
        public I input() {
            return input;
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
        return open(new Naps(), concurrency);
    }

    private <I> Session<I, Long> open(Workload<I, Long> workload, int concurrency) throws Exception {
        Values none = Values.of(workload.id(), workload.parameters(), Map.of());
        return model.open(
                new ConfiguredWorkload<>(workload, none, Map.of()),
                new Settings(2, concurrency, Values.of(model.id(), model.settings(), Map.of())));
    }

    @Test
    void eachTaskHasAProcessOfItsOwnWhichEndsWithIt() throws Exception {
        Set<Long> pids = new HashSet<>();
        try (var session = open(2)) {
            List<Waiting<Integer>> tasks = List.of(new Waiting<>(0), new Waiting<>(0), new Waiting<>(0));
            for (Waiting<Integer> task : tasks) {
                session.submit(task);
            }
            for (Waiting<Integer> task : tasks) {
                pids.add(task.pid.get(60, TimeUnit.SECONDS));
            }
            assertEquals(0, session.jvms());
        }
        assertEquals(3, pids.size());
        assertTrue(pids.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()), pids::toString);
    }

    /** Waits in a folder until as many others are there as its input says. */
    static final class Meeting implements Workload<Place, Long> {
        @Override
        public String id() {
            return "meeting";
        }

        @Override
        public Place input(int index) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Long run(Place place, TaskContext task) throws IOException, InterruptedException {
            long pid = ProcessHandle.current().pid();
            Path folder = Path.of(place.folder());
            Files.createFile(folder.resolve(Long.toString(pid)));
            while (count(folder) < place.wanted()) {
                Thread.sleep(5);
            }
            return pid;
        }

        private static long count(Path folder) throws IOException {
            try (var there = Files.list(folder)) {
                return there.count();
            }
        }

        @Override
        public long digest(Long pid) {
            return pid;
        }
    }

    record Place(String folder, int wanted) {}

    /** One after the other they would wait for ever. */
    @Test
    void asManyRunAtTheSameTimeAsMayBeInFlight(@TempDir Path folder) throws Exception {
        int tasks = 4;
        try (var session = open(new Meeting(), tasks)) {
            List<Waiting<Place>> meeting = new ArrayList<>();
            for (int task = 0; task < tasks; task++) {
                meeting.add(new Waiting<>(new Place(folder.toString(), tasks)));
                session.submit(meeting.get(task));
            }
            for (Waiting<Place> task : meeting) {
                task.pid.get(60, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void busyTimeIsThatOfTheTask() throws Exception {
        try (var session = open(1)) {
            Waiting<Integer> nap = new Waiting<>(300);
            session.submit(nap);
            nap.pid.get(60, TimeUnit.SECONDS);
            assertTrue(nap.busyNanos >= 300_000_000, "busy for " + nap.busyNanos);
        }
    }

    @Test
    void oneThatDiesFailsAlone() throws Exception {
        try (var session = open(1)) {
            Waiting<Integer> dies = new Waiting<>(-1);
            Waiting<Integer> lives = new Waiting<>(0);
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
        Waiting<Integer> hangs = new Waiting<>(1_000_000);
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
