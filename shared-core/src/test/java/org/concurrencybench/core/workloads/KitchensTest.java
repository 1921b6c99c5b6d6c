package org.concurrencybench.core.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.api.Computation;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class KitchensTest {
    /** No test waits for it. */
    private static final String FOR_EVER = "10m";

    private final BlockingTaskContext context = new BlockingTaskContext("test", 4);
    private final StepByStep async = new StepByStep();
    private final List<Thread> cooks = new ArrayList<>();

    @AfterEach
    void endOfTheDay() throws InterruptedException {
        for (Thread cook : cooks) {
            cook.interrupt();
            cook.join();
        }
    }

    private static <I, O> Workload<I, O> open(Workload<I, O> workload, int jvms, Map<String, String> parameters)
            throws Exception {
        workload.open(new ConfiguredWorkload<>(workload, OpenWorkload.values(workload, parameters), Map.of())
                .jvmContext(jvms));
        return workload;
    }

    private static Workload<Integer, ?> kitchen(String id, int jvms, String grill, String time) throws Exception {
        Map<String, String> parameters = Map.of("grill", grill, "grill-time", time);
        return id.equals("burgers")
                ? open(new Burgers(), jvms, parameters)
                : open(new MixedKitchen(), jvms, parameters);
    }

    /** A thread that runs one order; what became of that. */
    private record Cook(Thread thread, Future<?> order) {
        /** On the grill it sleeps, in the queue it waits without a limit. */
        void awaitState(Thread.State state) throws InterruptedException {
            while (thread.getState() != state) {
                assertFalse(order.isDone(), "it ended");
                Thread.sleep(1); // the time-out of the class bounds it
            }
        }

        /** Its state once it is at rest: a semaphore wakes those who wait to look, and they wait on. */
        Thread.State settled() throws InterruptedException {
            while (thread.getState() == Thread.State.RUNNABLE) {
                Thread.sleep(1);
            }
            return thread.getState();
        }
    }

    private Cook cook(Workload<Integer, ?> kitchen, int order) {
        FutureTask<Object> task = new FutureTask<>(() -> kitchen.run(order, context));
        Thread thread = Thread.ofPlatform().daemon().start(task);
        cooks.add(thread);
        return new Cook(thread, task);
    }

    @ParameterizedTest
    @ValueSource(strings = {"burgers", "mixed-kitchen"})
    void threadsWaitForTheGrillInTheirOrderAndNoMoreAreOnItThanThereArePlaces(String id) throws Exception {
        Workload<Integer, ?> kitchen = kitchen(id, 1, "2", FOR_EVER);
        List<Cook> grilling = new ArrayList<>();
        for (int order = 0; order < 2; order++) {
            Cook cook = cook(kitchen, order);
            cook.awaitState(Thread.State.TIMED_WAITING);
            grilling.add(cook);
        }
        List<Cook> waiting = new ArrayList<>();
        for (int order = 2; order < 5; order++) {
            Cook cook = cook(kitchen, order);
            cook.awaitState(Thread.State.WAITING);
            waiting.add(cook);
        }
        // The third is next; the interrupted one has given its place back, though nobody else has ended.
        grilling.getFirst().thread().interrupt();
        waiting.getFirst().awaitState(Thread.State.TIMED_WAITING);
        assertEquals(Thread.State.WAITING, waiting.get(1).settled());
        assertEquals(Thread.State.WAITING, waiting.get(2).settled());
        // Whoever is interrupted while it waits has no place to give back, and takes none.
        waiting.get(1).thread().interrupt();
        waiting.get(1).thread().join();
        assertEquals(Thread.State.WAITING, waiting.get(2).settled());
        grilling.get(1).thread().interrupt();
        waiting.get(2).awaitState(Thread.State.TIMED_WAITING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"burgers", "mixed-kitchen"})
    void anInterruptedOrderEndsAsInterrupted(String id) throws Exception {
        Cook cook = cook(kitchen(id, 1, "1", FOR_EVER), 0);
        cook.awaitState(Thread.State.TIMED_WAITING);
        cook.thread().interrupt();
        Exception failure = assertThrows(Exception.class, () -> cook.order().get(30, TimeUnit.SECONDS));
        assertTrue(failure.getCause() instanceof InterruptedException, failure::toString);
    }

    /** Of all that takes part in it, a slow machine lengthens it, and nothing shortens it. */
    @Test
    void noOrderLeavesTheGrillBeforeItsTime() throws Exception {
        Workload<Integer, ?> kitchen = kitchen("burgers", 1, "2", "20ms");
        long begin = System.nanoTime();
        List<Cook> all = new ArrayList<>();
        for (int order = 0; order < 7; order++) {
            all.add(cook(kitchen, order));
        }
        for (Cook cook : all) {
            cook.order().get(30, TimeUnit.SECONDS);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        assertTrue(millis >= 80, () -> "seven orders on two places take four times 20 ms, these took " + millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"burgers", "mixed-kitchen"})
    void stagesWaitForTheGrillAndNoMoreAreOnItThanThereArePlaces(String id) throws Exception {
        Workload<Integer, ?> kitchen = kitchen(id, 1, "3", FOR_EVER);
        List<CompletableFuture<?>> orders = new ArrayList<>();
        for (int order = 0; order < 10; order++) {
            orders.add(kitchen.runAsync(order, async).toCompletableFuture());
            async.runAll();
        }
        int most = 0;
        while (async.pending() > 0) {
            most = Math.max(most, async.pending());
            async.endDelay();
            async.runAll();
        }
        assertEquals(3, most);
        for (CompletableFuture<?> order : orders) {
            assertTrue(order.isDone());
        }
    }

    @Test
    void stagesLeaveTheGrillInTheOrderInWhichTheyCame() throws Exception {
        Burgers kitchen = new Burgers();
        open(kitchen, 1, Map.of("grill", "1", "grill-time", FOR_EVER));
        List<Integer> served = new ArrayList<>();
        for (int order = 0; order < 10; order++) {
            kitchen.runAsync(order, async).thenAccept(burger -> served.add(burger.order()));
        }
        while (async.pending() > 0) {
            async.endDelay();
            async.runAll();
        }
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), served);
    }

    @Test
    void aFullCounterKeepsBurgersOnTheGrill() throws Exception {
        Burgers kitchen = new Burgers();
        open(kitchen, 1, Map.of("grill", "1", "grill-time", FOR_EVER, "counter", "1"));
        List<CompletableFuture<Burger>> orders = new ArrayList<>();
        for (int order = 0; order < 3; order++) {
            orders.add(kitchen.runAsync(order, async).toCompletableFuture());
        }
        // The first goes to the counter: its assembly is submitted, and the turn of the second at the grill.
        async.endDelay();
        List<Runnable> submitted = async.takeSubmitted();
        assertEquals(2, submitted.size());
        Runnable assembly = submitted.getLast();
        submitted.getFirst().run();
        assertEquals(1, async.pending(), "the second is on the grill");
        async.endDelay(); // it is done, and finds the counter full
        async.runAll();
        assertEquals(0, async.pending(), "the third has no place as long as the second stays");
        assertTrue(orders.stream().noneMatch(CompletableFuture::isDone));
        assembly.run();
        assertEquals(Burgers.assemble(0), orders.getFirst().getNow(null));
        async.takeSubmitted().getFirst().run(); // the second's turn at the counter
        async.runAll();
        assertEquals(1, async.pending(), "now it has");
    }

    @ParameterizedTest
    @ValueSource(strings = {"burgers", "mixed-kitchen"})
    void placesAreDividedAmongTheJvms(String id) throws Exception {
        Workload<Integer, ?> kitchen = kitchen(id, 2, "5", FOR_EVER);
        for (int order = 0; order < 4; order++) {
            kitchen.runAsync(order, async);
        }
        assertEquals(2, async.pending(), "five among two JVMs, rounded down");
        UsageException refused = assertThrows(UsageException.class, () -> kitchen(id, 6, "5", FOR_EVER));
        assertTrue(refused.getMessage().contains("grill is 5"), refused.getMessage());
        assertTrue(refused.getMessage().contains("set it to 6 or more"), refused.getMessage());
    }

    @Test
    void bothFormsServeTheSame() throws Exception {
        for (String id : List.of("burgers", "mixed-kitchen")) {
            Workload<Integer, ?> kitchen = kitchen(id, 1, "1", "1us");
            CompletableFuture<?> served = kitchen.runAsync(7, async).toCompletableFuture();
            async.runAll();
            while (async.pending() > 0) {
                async.endDelay();
                async.runAll();
            }
            assertEquals(kitchen.run(7, context), served.getNow(null));
        }
    }

    /** So that a model may make it elsewhere. */
    @Test
    void theMixedKitchenHandsItsSaladsToTheContext() throws Exception {
        MixedKitchen kitchen = new MixedKitchen();
        open(kitchen, 1, Map.of("grill-time", "1us", "ingredients", "100"));
        List<Computation<?, ?>> given = new ArrayList<>();
        Meal meal = kitchen.run(3, new TaskContext() {
            @Override
            public <A, R> R compute(Computation<A, R> computation, A input) throws Exception {
                given.add(computation);
                return computation.compute(input);
            }

            @Override
            public boolean isCancelled() {
                return false;
            }

            @Override
            public <C> C capability(Class<C> type) {
                throw new UnsupportedOperationException();
            }
        });
        assertEquals(kitchen.computations(), given);
        assertEquals(new MakeSalad().compute(new SaladOrder(3, 100)), meal.salad());
    }

    @Test
    void aSaladHasAllItsIngredientsAndItsBowlIsWashed() {
        long[] pieces = new SplittableRandom(Bits.spread(5)).longs(1_000).toArray();
        Salad salad = new MakeSalad().compute(new SaladOrder(5, 1_000));
        assertEquals(Arrays.stream(pieces).map(Long::bitCount).sum(), salad.water());
        assertEquals(5, salad.number());
        long unmixed = 1_000;
        Arrays.sort(pieces);
        for (long piece : pieces) {
            unmixed = Bits.add(unmixed, piece);
        }
        assertNotEquals(unmixed, salad.taste(), "its pieces do not lie in the order of their size");
    }

    @Test
    void saladsDifferByNumberAndBySize() {
        Salad salad = new MakeSalad().compute(new SaladOrder(5, 1_000));
        assertEquals(salad, new MakeSalad().compute(new SaladOrder(5, 1_000)));
        assertNotEquals(
                salad.taste(), new MakeSalad().compute(new SaladOrder(6, 1_000)).taste());
        assertNotEquals(
                salad.taste(), new MakeSalad().compute(new SaladOrder(5, 1_001)).taste());
    }
}
