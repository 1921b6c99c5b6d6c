package org.concurrencybench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.Leaving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.Computation;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.process.api.WorkerDiedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class HybridModelTest {
    private static final String THREADS = "virtual-threads";
    private static final String STAGES = "completable-future";
    /** Before the file that is written when it begins. */
    private static final String SPIN = "spin:";

    /** {@code what} is computed, or done instead. */
    record Order(int number, String what) {}

    /** What was computed, where, and how many were at once there. */
    record Part(int doubled, long pid, int atOnce) {}

    /** All that is computed for an order, and where the rest of it ran. */
    record Dish(Part part, long letters, long pid, String thread) {
        long digest() {
            return part.doubled() * 1_000L + letters;
        }
    }

    /** Doubles a number; dies, throws, naps or spins where it is asked to. */
    static final class Doubling implements Computation<Order, Part> {
        private static final AtomicInteger RUNNING = new AtomicInteger();

        @Override
        public Part compute(Order order) throws Exception {
            int atOnce = RUNNING.incrementAndGet();
            try {
                switch (order.what()) {
                    case "die" -> Runtime.getRuntime().halt(7);
                    case "throw" -> throw new IOException("order " + order.number() + " is off");
                    case "nap" -> Thread.sleep(20);
                    default -> spin(order.what());
                }
                return new Part(2 * order.number(), ProcessHandle.current().pid(), atOnce);
            } finally {
                RUNNING.decrementAndGet();
            }
        }

        /** Heeds no interrupt, and would go on for longer than any test. */
        private static void spin(String what) throws IOException {
            if (what.startsWith(SPIN)) {
                Files.writeString(Path.of(what.substring(SPIN.length())), "begun");
                long end = System.nanoTime() + 300_000_000_000L;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    /** Another one, of other types. */
    static final class Letters implements Computation<String, Long> {
        @Override
        public Long compute(String text) {
            return (long) text.length();
        }
    }

    static class Kitchen implements Workload<Order, Dish> {
        private static final Doubling DOUBLING = new Doubling();

        @Override
        public String id() {
            return "kitchen";
        }

        @Override
        public List<Computation<?, ?>> computations() {
            return List.of(new Doubling(), new Letters());
        }

        @Override
        public Order input(int index) {
            return new Order(index, "soup " + index);
        }

        @Override
        public Dish run(Order order, TaskContext task) throws Exception {
            Part part = task.compute(DOUBLING, order);
            return dish(part, task.compute(new Letters(), order.what()));
        }

        @Override
        public boolean hasAsync() {
            return true;
        }

        @Override
        public CompletionStage<Dish> runAsync(Order order, AsyncContext async) {
            return async.compute(DOUBLING, order)
                    .thenCompose(part ->
                            async.compute(new Letters(), order.what()).thenApply(letters -> dish(part, letters)));
        }

        static Dish dish(Part part, long letters) {
            return new Dish(
                    part,
                    letters,
                    ProcessHandle.current().pid(),
                    Thread.currentThread().getName());
        }

        @Override
        public long digest(Dish dish) {
            return dish.digest();
        }
    }

    @TempDir
    Path directory;

    private final HybridModel model = new HybridModel(id -> switch (id) {
        case THREADS -> new ThreadForEach();
        case STAGES -> new StagesForEach();
        default -> throw new UsageException("unknown model '" + id + "'");
    });

    @AfterEach
    void clearProperty() {
        System.clearProperty(ProcessPoolModel.JVM_ARGUMENTS);
    }

    private Settings settings(int cpus, int concurrency, Map<String, String> own) {
        return new Settings(cpus, concurrency, Values.of("hybrid", model.settings(), own));
    }

    private static <I, O> ConfiguredWorkload<I, O> configured(Workload<I, O> workload) {
        return new ConfiguredWorkload<>(workload, Values.of("kitchen", workload.parameters(), Map.of()), Map.of());
    }

    private Session<Order, Dish> open(String waitsOn, int cpus, int concurrency) throws Exception {
        return open(waitsOn, cpus, concurrency, new Kitchen());
    }

    private Session<Order, Dish> open(String waitsOn, int cpus, int concurrency, Kitchen kitchen) throws Exception {
        return model.open(configured(kitchen), settings(cpus, concurrency, Map.of("waits-on", waitsOn)));
    }

    private static List<Dish> all(Session<Order, Dish> session, int orders, String what) throws Exception {
        List<AwaitedTask<Order, Dish>> tasks = new ArrayList<>();
        for (int number = 0; number < orders; number++) {
            tasks.add(AwaitedTask.submit(session, new Order(number, what)));
        }
        List<Dish> dishes = new ArrayList<>();
        for (AwaitedTask<Order, Dish> task : tasks) {
            dishes.add(task.await());
        }
        return dishes;
    }

    /** Stages wrap what failed. */
    private static Throwable cause(ExecutionException failed) {
        Throwable cause = failed.getCause();
        return cause instanceof CompletionException ? cause.getCause() : cause;
    }

    private static Throwable failure(Session<Order, Dish> session, String what) throws InterruptedException {
        AwaitedTask<Order, Dish> task = AwaitedTask.submit(session, new Order(1, what));
        return cause(assertThrows(ExecutionException.class, task::await));
    }

    @Test
    void isFoundAsAService() {
        assertTrue(ServiceLoader.load(ConcurrencyModel.class).stream()
                .anyMatch(provider -> provider.type() == HybridModel.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {THREADS, STAGES})
    void whatIsComputedRunsInWorkersAndTheRestHere(String waitsOn) throws Exception {
        try (var session = open(waitsOn, 2, 8)) {
            Set<Long> pids = new HashSet<>();
            for (Dish dish : all(session, 20, "nap")) {
                assertEquals(ProcessHandle.current().pid(), dish.pid());
                assertNotEquals(dish.pid(), dish.part().pid());
                assertEquals(1, dish.part().atOnce(), "a worker computes one part at a time");
                pids.add(dish.part().pid());
            }
            assertEquals(2, pids.size());
            assertEquals(2, session.jvms());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {THREADS, STAGES})
    void outputsAreThoseOfComputingHere(String waitsOn) throws Exception {
        Kitchen kitchen = new Kitchen();
        TaskContext here = new BlockingTaskContext("test", 1);
        try (var session = open(waitsOn, 2, Settings.UNBOUNDED)) {
            List<Dish> dishes = all(session, 50, "soup");
            for (int number = 0; number < 50; number++) {
                Dish same = kitchen.run(new Order(number, "soup"), here);
                assertEquals(kitchen.digest(same), kitchen.digest(dishes.get(number)));
            }
        }
    }

    @Test
    void stagesContinueOnTheirExecutor() throws Exception {
        try (var session = open(STAGES, 1, 4)) {
            for (Dish dish : all(session, 10, "soup")) {
                assertEquals(StagesForEach.THREAD, dish.thread());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {THREADS, STAGES})
    void deathOfAWorkerFailsItsTaskWithACauseAndNoOther(String waitsOn) throws Exception {
        try (var session = open(waitsOn, 2, 8)) {
            AwaitedTask<Order, Dish> dies = AwaitedTask.submit(session, new Order(1, "die"));
            assertEquals(20, all(session, 20, "nap").size());
            Throwable cause = cause(assertThrows(ExecutionException.class, dies::await));
            assertTrue(cause.getMessage().contains("its worker process ended"), cause::toString);
            assertTrue(cause.getMessage().contains("exit code 7"), cause::toString);
            assertInstanceOf(WorkerDiedException.class, cause.getCause());
            assertEquals(1, session.account().get("workersDied"));
        }
    }

    static final class Deserted extends Kitchen {
        @Override
        public List<Computation<?, ?>> computations() {
            return List.of(new Leaving());
        }

        @Override
        public Dish run(Order order, TaskContext task) throws Exception {
            return dish(new Part(0, 0, 0), task.compute(new Leaving(), order.what()));
        }
    }

    @Test
    void whoCalledExitIsNamed() throws Exception {
        try (var session = open(THREADS, 1, 1, new Deserted())) {
            Throwable cause = failure(session, "soup");
            assertTrue(
                    cause.getMessage().contains("System.exit was called at com.example.Leaving.compute("),
                    cause::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {THREADS, STAGES})
    void whatAComputationThrowsIsTheTasksCause(String waitsOn) throws Exception {
        try (var session = open(waitsOn, 1, 1)) {
            Throwable cause = failure(session, "throw");
            assertTrue(cause.toString().contains("order 1 is off"), cause::toString);
            assertEquals(4, all(session, 1, "soup").getFirst().letters(), "and others go on");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {THREADS, STAGES})
    void closingEndsWhatIsStillComputedAndLeavesNoProcess(String waitsOn) throws Exception {
        long before = ProcessHandle.current().children().count();
        var session = open(waitsOn, 2, 4);
        assertEquals(before + 2, ProcessHandle.current().children().count());
        Path begun = directory.resolve("begun");
        AwaitedTask<Order, Dish> spins = AwaitedTask.submit(session, new Order(1, SPIN + begun));
        while (!Files.exists(begun)) {
            Thread.sleep(5); // the time-out of the class bounds it
        }
        session.close();
        assertEquals(before, ProcessHandle.current().children().count());
        assertFalse(spins.isDone() && !spins.isCompletedExceptionally(), "it did not end well");
    }

    @Test
    void sessionReportsItsWorkersNextToWhatTheWaitingModelReports() throws Exception {
        System.setProperty(ProcessPoolModel.JVM_ARGUMENTS, "-Xmx96m\n-XX:+UseG1GC\n-XX:ActiveProcessorCount=1");
        try (var session = open(THREADS, 2, 8)) {
            assertEquals(
                    Map.of(
                            "cpus",
                            "2",
                            "workers",
                            "2",
                            "workerProcessors",
                            "1",
                            "workerHeapBytes",
                            Integer.toString(96 << 20)),
                    session.inEffect());
            all(session, 10, "x".repeat(10_000));
            Map<String, Double> account = session.account();
            double crossed = account.get(Session.CROSSED_BYTES_PER_TASK);
            assertTrue(crossed > 20_000 && crossed < 30_000, "to two functions, for each task: " + crossed);
            assertEquals(2, account.get("workersStarted"));
            assertEquals(0, account.get("workersDied"));
            assertEquals(1, account.get("ofTheWaitingModel"));
        }
    }

    @Test
    void workersFollowFromCpusUnlessTheyAreSet() throws Exception {
        try (var session = open(THREADS, 3, 1)) {
            assertEquals(1, session.jvms(), "no more than tasks in flight");
        }
        var own = Map.of("workers", "3");
        try (var session = model.open(configured(new Kitchen()), settings(1, 2, own))) {
            assertEquals(3, session.jvms());
            assertEquals("3", session.inEffect().get("workers"));
        }
    }

    /** Computes nothing that it names. */
    static final class Nothing implements Workload<Integer, Integer> {
        @Override
        public String id() {
            return "nothing-named";
        }

        @Override
        public Integer input(int index) {
            return index;
        }

        @Override
        public Integer run(Integer input, TaskContext task) {
            return input;
        }

        @Override
        public long digest(Integer output) {
            return output;
        }
    }

    @Test
    void workloadWithoutComputationsIsRefused() {
        String reason =
                "workload 'nothing-named' names no computing part (computations()), so there is nothing to off-load";
        assertEquals(Optional.of(reason), model.refusal(new Nothing(), 25));
        assertEquals(Optional.empty(), model.refusal(new Kitchen(), 25));
        UsageException refused = assertThrows(
                UsageException.class, () -> model.open(configured(new Nothing()), settings(1, 1, Map.of())));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    @Test
    void modelThatIsNotThereIsRefused() {
        Settings onLoop = settings(1, 1, Map.of("waits-on", "event-loop"));
        for (var use :
                List.<Executable>of(() -> model.check(onLoop), () -> model.open(configured(new Kitchen()), onLoop))) {
            UsageException refused = assertThrows(UsageException.class, use);
            assertTrue(refused.getMessage().startsWith("hybrid cannot wait on 'event-loop': "), refused::getMessage);
        }
        // On this module's own class path there is none of them.
        UsageException refused =
                assertThrows(UsageException.class, () -> new HybridModel().check(settings(1, 1, Map.of())));
        assertTrue(refused.getMessage().contains("unknown model 'virtual-threads'; known: "), refused::getMessage);
    }

    /** A model whose JVM needs an argument, which says what it was asked with. */
    private record Demanding(String id) implements ConcurrencyModel {
        private static final Parameter<Integer> DEPTH = Parameter.ofInt("depth", 3, 1, 9, "levels", "how deep");

        @Override
        public ModelFamily family() {
            return ModelFamily.ASYNC;
        }

        @Override
        public List<Parameter<?>> settings() {
            return List.of(DEPTH);
        }

        @Override
        public List<String> jvmArguments(Settings settings, int javaVersion) {
            return List.of("-Ddemanded=%s,%d,%d,%d,%d"
                    .formatted(
                            id,
                            settings.cpus(),
                            settings.concurrency(),
                            settings.own().get(DEPTH),
                            javaVersion));
        }

        @Override
        public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void theMeasuredJvmIsGivenWhatTheWaitingModelNeeds() {
        HybridModel hybrid = new HybridModel(Demanding::new);
        for (String waitsOn : List.of("event-loop", STAGES)) {
            assertEquals(
                    List.of("-Ddemanded=" + waitsOn + ",2,7,3,25"),
                    hybrid.jvmArguments(settings(2, 7, Map.of("waits-on", waitsOn)), 25));
        }
        assertEquals(List.of(), model.jvmArguments(settings(2, 7, Map.of()), 25), "this one needs nothing");
    }

    /** A workload that the waiting model cannot run. */
    static final class Blocking extends Kitchen {
        @Override
        public boolean hasAsync() {
            return false;
        }
    }

    @Test
    void whatTheWaitingModelRefusesIsRefused() {
        long before = ProcessHandle.current().children().count();
        UsageException refused = assertThrows(UsageException.class, () -> open(STAGES, 1, 1, new Blocking()));
        assertEquals(
                "hybrid with waits-on=completable-future cannot run here: workload 'kitchen' has no stages",
                refused.getMessage());
        assertEquals(before, ProcessHandle.current().children().count());
    }

    /** Hands over a computation that it does not name. */
    static final class Forgetful extends Kitchen {
        @Override
        public List<Computation<?, ?>> computations() {
            return List.of(new Letters());
        }
    }

    @Test
    void computationThatIsNotNamedFailsTheTaskAndSaysSo() throws Exception {
        try (var session = open(THREADS, 1, 1, new Forgetful())) {
            Throwable cause = failure(session, "soup");
            assertTrue(cause.getMessage().contains(Doubling.class.getName()), cause::toString);
            assertTrue(cause.getMessage().contains("which its computations() do not name"), cause::toString);
        }
    }

    /** Names a computation that no worker could make. */
    static final class Lambda extends Kitchen {
        @Override
        public List<Computation<?, ?>> computations() {
            Computation<String, Long> lambda = text -> 1L;
            return List.of(lambda);
        }
    }

    @Test
    void computationThatWorkersCannotMakeIsRefusedBeforeAnythingStarts() {
        long before = ProcessHandle.current().children().count();
        Exception refused = assertThrows(IllegalArgumentException.class, () -> open(THREADS, 1, 1, new Lambda()));
        assertTrue(refused.getMessage().contains("no lambda"), refused::getMessage);
        assertEquals(before, ProcessHandle.current().children().count());
    }
}
