package org.concurrencybench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.FanOut;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parts run in the worker that runs their task, on threads apart from its slots. */
@Timeout(120)
class FanOutInWorkersTest {
    private static final int SLOTS = 2;
    private static final int TASKS = 50;
    private static final int PARTS = 16;
    private static final Duration LONG = Duration.ofMinutes(1);

    record Seen(List<Integer> outputs, long pid, List<Long> pidsOfParts, String other) {}

    /** Each input says what its task does. */
    static final class Spreading implements Workload<String, Seen> {
        private final CyclicBarrier meeting = new CyclicBarrier(SLOTS);

        @Override
        public String id() {
            return "spreading";
        }

        @Override
        public List<Class<?>> capabilities() {
            return List.of(FanOut.class);
        }

        @Override
        public String input(int index) {
            return "meet";
        }

        @Override
        public Seen run(String input, TaskContext task) throws Exception {
            FanOut fanOut = task.capability(FanOut.class);
            List<Long> pids = Collections.synchronizedList(new ArrayList<>());
            List<Integer> outputs = List.of();
            String other = "";
            switch (input) {
                case "meet" -> {
                    List<Callable<Integer>> parts = new ArrayList<>();
                    for (int part = 0; part < PARTS; part++) {
                        int number = part;
                        parts.add(() -> {
                            meeting.await(60, TimeUnit.SECONDS);
                            return number;
                        });
                    }
                    outputs = fanOut.all(parts, LONG);
                }
                case "pids" -> {
                    Callable<Boolean> tells =
                            () -> pids.add(ProcessHandle.current().pid());
                    fanOut.all(Collections.nCopies(4, tells), LONG);
                }
                case "fail" -> other = failing(fanOut);
                case "time" -> other = late(fanOut);
                case "nest" -> {
                    Callable<Integer> one = () -> 1;
                    Callable<Integer> nested =
                            () -> fanOut.all(List.of(one), LONG).size();
                    fanOut.all(List.of(nested), LONG);
                }
                default -> throw new IllegalArgumentException(input);
            }
            return new Seen(outputs, ProcessHandle.current().pid(), List.copyOf(pids), other);
        }

        private static String failing(FanOut fanOut) throws Exception {
            CountDownLatch running = new CountDownLatch(1);
            CompletableFuture<String> interrupted = new CompletableFuture<>();
            Callable<Integer> fails = () -> {
                running.await();
                throw new IOException("as planned");
            };
            Callable<Integer> waits = () -> {
                running.countDown();
                try {
                    return Integer.parseInt(new CompletableFuture<String>().get());
                } catch (InterruptedException e) {
                    interrupted.complete("interrupted");
                    throw e;
                }
            };
            try {
                fanOut.all(List.of(fails, waits), LONG);
                return "no failure";
            } catch (IOException e) {
                return e.getMessage() + ", " + interrupted.get(60, TimeUnit.SECONDS);
            }
        }

        private static String late(FanOut fanOut) throws Exception {
            try {
                Callable<String> never = () -> new CompletableFuture<String>().get();
                fanOut.first(List.of(never), Duration.ofMillis(100));
                return "in time";
            } catch (TimeoutException e) {
                return "late";
            }
        }

        @Override
        public long digest(Seen output) {
            return output.hashCode();
        }
    }

    private static final class Await extends CompletableFuture<Seen> implements Task<String, Seen> {
        private final String input;

        Await(String input) {
            this.input = input;
        }

        @Override
        public String input() {
            return input;
        }

        @Override
        public void succeeded(Seen output, long busyNanos) {
            complete(output);
        }

        @Override
        public void failed(Throwable cause) {
            completeExceptionally(cause);
        }
    }

    private static Session<String, Seen> open(ConcurrencyModel model, int concurrency) throws Exception {
        return model.open(
                new ConfiguredWorkload<>(new Spreading(), Values.of("test", List.of(), Map.of()), Map.of()),
                new Settings(1, concurrency, Values.of("test", model.settings(), Map.of())));
    }

    private static Await submit(Session<String, Seen> session, String input) throws InterruptedException {
        Await task = new Await(input);
        session.submit(task);
        return task;
    }

    @Test
    void slotsThatAllWaitForPartsLeaveThePartsRoomToRunAndTheContractHolds() throws Exception {
        try (Session<String, Seen> session = open(new ProcessPoolModel(), SLOTS)) {
            List<Await> meeting = new ArrayList<>();
            for (int index = 0; index < TASKS; index++) {
                meeting.add(submit(session, "meet"));
            }
            session.flush();
            for (Await task : meeting) {
                assertEquals(
                        List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
                        task.get(60, TimeUnit.SECONDS).outputs());
            }
            assertWorker(submit(session, "pids"));
            assertEquals(
                    "as planned, interrupted", submit(session, "fail").get().other());
            assertEquals("late", submit(session, "time").get().other());
            String refused = submit(session, "nest")
                    .handle((seen, failure) -> String.valueOf(failure))
                    .get();
            assertTrue(refused.contains("cannot fan out again"), refused);
        }
    }

    @Test
    void aProcessForOneTaskHasRoomForItsPartsToo() throws Exception {
        try (Session<String, Seen> session = open(new ProcessPerTaskModel(), 1)) {
            assertWorker(submit(session, "pids"));
        }
    }

    private static void assertWorker(Await task) throws Exception {
        Seen seen = task.get(60, TimeUnit.SECONDS);
        assertTrue(seen.pid() != ProcessHandle.current().pid());
        assertEquals(Collections.nCopies(4, seen.pid()), seen.pidsOfParts());
    }
}
