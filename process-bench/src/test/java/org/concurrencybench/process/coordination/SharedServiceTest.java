package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.LockTest.process;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.fixtures.Sharers;
import org.concurrencybench.process.fixtures.Sharers.Board;
import org.concurrencybench.process.fixtures.Sharers.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects that other processes call through an interface. */
@Timeout(120)
class SharedServiceTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    /** The object of the owner. */
    private static final class OwnBoard implements Board {
        final CopyOnWriteArrayList<Entry> entries = new CopyOnWriteArrayList<>();
        final CountDownLatch waiting = new CountDownLatch(1);
        final CountDownLatch interrupted = new CountDownLatch(1);
        private final AtomicReference<CountDownLatch> meeting = new AtomicReference<>();

        @Override
        public void add(Entry entry) {
            entries.add(entry);
        }

        @Override
        public int score(String name) throws Sharers.NoSuchEntryException {
            return entries.stream()
                    .filter(entry -> entry.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new Sharers.NoSuchEntryException("there is no " + name))
                    .score();
        }

        @Override
        public List<Entry> above(int score) {
            return entries.stream().filter(entry -> entry.score() > score).toList();
        }

        @Override
        public List<Entry> above(String name) throws Sharers.NoSuchEntryException {
            return above(score(name));
        }

        @Override
        public String orNull(String name) {
            return name == null ? "none" : null;
        }

        @Override
        public boolean meet(int calls) {
            meeting.compareAndSet(null, new CountDownLatch(calls));
            meeting.get().countDown();
            try {
                return meeting.get().await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void waitForEver() throws InterruptedException {
            waiting.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
        }

        @Override
        public void fail(String how) {
            switch (how) {
                case "unchecked" -> {
                    NoSuchElementException failure = new NoSuchElementException("failed");
                    failure.initCause(new IOException("because"));
                    throw failure;
                }
                case "unknown" -> throw new OwnFailure(3);
                default -> throw new StackOverflowError(how);
            }
        }

        @Override
        public long pid() {
            return ProcessHandle.current().pid();
        }

        @Override
        public String title() {
            return "board of the owner";
        }
    }

    /** Cannot be made from a message. */
    private static final class OwnFailure extends RuntimeException {
        private static final long serialVersionUID = 1;

        OwnFailure(int number) {
            super("number " + number);
        }
    }

    @Test
    void otherProcessesCallTheOwnersObject() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            OwnBoard own = new OwnBoard();
            SharedService<Board> board = coordinator.serve(Board.class, own);
            try (var other = process(Sharers.CallBoard.class, new Sharers.BoardCall(board, 4))) {
                assertEquals("well", get(other.result()));
                assertEquals(2, own.entries.size());
            }
        }
    }

    @Test
    void callsOfOtherProcessesHoldUpNoOtherObject() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            OwnBoard own = new OwnBoard();
            SharedService<Board> board = coordinator.serve(Board.class, own);
            ProcessQueue<String> queue = coordinator.newQueue(String.class, 1);
            try (var other = process(Sharers.WaitInBoard.class, board)) {
                assertTrue(own.waiting.await(60, TimeUnit.SECONDS));
                queue.put("works meanwhile");
                assertEquals("works meanwhile", queue.take());
                assertEquals(0, board.get().above(0).size());
                other.kill();
                assertTrue(own.interrupted.await(60, TimeUnit.SECONDS), "the call of a dead process ends");
            }
        }
    }

    @Test
    void interruptOfTheCallerReachesTheObject() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            OwnBoard own = new OwnBoard();
            Board board = coordinator.serve(Board.class, own).get();
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread caller = Thread.ofPlatform().start(() -> {
                try {
                    board.waitForEver();
                } catch (InterruptedException | RuntimeException e) {
                    thrown.set(e);
                }
            });
            assertTrue(own.waiting.await(60, TimeUnit.SECONDS));
            caller.interrupt();
            caller.join(LONG.toMillis());
            assertEquals(InterruptedException.class, thrown.get().getClass());
            assertTrue(own.interrupted.await(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void whatCannotBeMadeHereIsAServiceException() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            Board board = coordinator.serve(Board.class, new OwnBoard()).get();
            var unknown = assertThrows(ServiceException.class, () -> board.fail("unknown"));
            assertTrue(
                    unknown.getMessage().contains("Board.fail(java.lang.String) threw")
                            && unknown.getMessage().endsWith("OwnFailure: number 3"),
                    unknown.getMessage());
            assertTrue(String.valueOf(unknown.getCause()).endsWith("OwnFailure: number 3"));
            var error = assertThrows(ServiceException.class, () -> board.fail("no memory"));
            assertTrue(error.getMessage().contains("java.lang.StackOverflowError: no memory"), error.getMessage());
            var known = assertThrows(NoSuchElementException.class, () -> board.fail("unchecked"));
            assertTrue(
                    List.of(known.getStackTrace()).stream()
                            .anyMatch(frame -> frame.getClassName().equals(OwnBoard.class.getName())),
                    "the object's trace is there");
        }
    }

    @Test
    void endOfTheOwnerEndsCalls() throws Exception {
        Coordinator coordinator = Coordinator.start();
        OwnBoard own = new OwnBoard();
        Board board = coordinator.serve(Board.class, own).get();
        CompletableFuture<Throwable> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                board.waitForEver();
                return new AssertionError("returned");
            } catch (InterruptedException | RuntimeException e) {
                return e;
            }
        });
        assertTrue(own.waiting.await(60, TimeUnit.SECONDS));
        coordinator.close();
        Throwable thrown = waiting.get(60, TimeUnit.SECONDS);
        assertEquals(ServiceException.class, thrown.getClass(), thrown::toString);
        assertEquals(OwnerGoneException.class, thrown.getCause().getClass());
        assertTrue(own.interrupted.await(60, TimeUnit.SECONDS));
        assertThrows(ServiceException.class, board::pid);
    }

    /** What cannot cross. */
    interface WithThreads {
        void fine(int number);

        void run(List<Thread> threads);
    }

    /** Types that a parent interface leaves open and this one names. */
    interface Lengths extends Function<String, Integer> {
        OptionalResult optional(String text);
    }

    record OptionalResult(java.util.Optional<String> value) {}

    @Test
    void methodsThatCannotCrossAreNamedWhenItIsServed() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            var refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> coordinator.serve(WithThreads.class, new WithThreads() {
                        @Override
                        public void fine(int number) {}

                        @Override
                        public void run(List<Thread> threads) {}
                    }));
            assertTrue(refused.getMessage().contains("its method run(java.util.List)"), refused.getMessage());
            assertTrue(refused.getMessage().contains("java.lang.Thread"), refused.getMessage());
            var open = assertThrows(
                    IllegalArgumentException.class, () -> coordinator.serve(Supplier.class, () -> "anything"));
            assertTrue(open.getMessage().contains("method get()"), open.getMessage());
            var noInterface =
                    assertThrows(IllegalArgumentException.class, () -> coordinator.serve(String.class, "text"));
            assertTrue(noInterface.getMessage().contains("must be an interface"), noInterface.getMessage());
        }
    }

    @Test
    void typesOfParentInterfacesAreResolved() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            Lengths lengths = coordinator
                    .serve(Lengths.class, new Lengths() {
                        @Override
                        public Integer apply(String text) {
                            return text.length();
                        }

                        @Override
                        public OptionalResult optional(String text) {
                            return new OptionalResult(
                                    java.util.Optional.of(text).filter(it -> !it.isEmpty()));
                        }
                    })
                    .get();
            assertEquals(4, lengths.apply("text"));
            assertEquals(8L, lengths.andThen(length -> length * 2L).apply("text"), "a default method runs here");
            assertEquals(new OptionalResult(java.util.Optional.empty()), lengths.optional(""));
        }
    }

    @Test
    void allServicesAndThreadsOfAProcessShareOneConnection() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            OwnBoard own = new OwnBoard();
            SharedService<Board> board = coordinator.serve(Board.class, own);
            try (var other = process(Sharers.WaitInBoard.class, board)) {
                assertTrue(own.waiting.await(60, TimeUnit.SECONDS));
                assertEquals(1, coordinator.connectedProcesses());
                other.kill();
                Processes.await(LONG, "its end is seen", () -> coordinator.connectedProcesses() == 0);
            }
        }
    }
}
