package org.concurrencybench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import org.concurrencybench.core.api.AsyncHttp;
import org.concurrencybench.core.api.BlockingHttp;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class ProcessPoolModelTest {
    record Order(int index, String what) {}

    record Receipt(Order order, int factor, int jvms, long pid, String property) {}

    /** Tells what a task sees in a worker. */
    static final class Shop implements Workload<Order, Receipt> {
        private static final Parameter<Integer> FACTOR = Parameter.ofInt("factor", 1, 1, 100, "", "a number");
        private static final Parameter<String> LEAVE =
                Parameter.ofChoice("leave", "quietly", List.of("quietly", "loudly"), "how close() ends");

        private Values values;
        private URI journal;
        private int jvms;

        @Override
        public String id() {
            return "shop";
        }

        @Override
        public List<Parameter<?>> parameters() {
            return List.of(FACTOR, LEAVE);
        }

        @Override
        public void open(JvmContext jvm) {
            values = jvm.parameters();
            journal = jvm.address("journal");
            jvms = jvm.jvms();
        }

        @Override
        public Order input(int index) {
            return new Order(index, "order " + index);
        }

        @Override
        public Receipt run(Order input, TaskContext task) throws Exception {
            if (input.what().equals("http")) {
                task.capability(BlockingHttp.class);
                task.capability(AsyncHttp.class);
            }
            return new Receipt(
                    input, values.get(FACTOR), jvms, ProcessHandle.current().pid(), System.getProperty("shop"));
        }

        @Override
        public long digest(Receipt output) {
            return output.hashCode();
        }

        @Override
        public void close() throws Exception {
            Files.writeString(Path.of(journal), "closed\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (values.get(LEAVE).equals("loudly")) {
                throw new IllegalStateException("the till does not add up");
            }
        }
    }

    @TempDir
    Path directory;

    private final ProcessPoolModel model = new ProcessPoolModel();

    @AfterEach
    void clearProperty() {
        System.clearProperty(ProcessPoolModel.JVM_ARGUMENTS);
    }

    private Path journal() {
        return directory.resolve("journal");
    }

    private Session<Order, Receipt> open(
            Map<String, String> parameters, int cpus, int concurrency, Map<String, String> own) throws Exception {
        Shop shop = new Shop();
        var values = Values.of("shop", shop.parameters(), parameters);
        var configured = new ConfiguredWorkload<>(
                shop, values, Map.of("journal", journal().toUri()));
        shop.open(configured.jvmContext(1));
        return model.open(
                configured, new Settings(cpus, concurrency, Values.of("process-pool", model.settings(), own)));
    }

    private static Receipt run(Session<Order, Receipt> session, Order order) throws Exception {
        return AwaitedTask.submit(session, order).await();
    }

    @Test
    void isFoundAsAService() {
        assertTrue(ServiceLoader.load(ConcurrencyModel.class).stream()
                .anyMatch(provider -> provider.type() == ProcessPoolModel.class));
    }

    @Test
    void workersSeeParametersAddressesAndTheirNumber() throws Exception {
        System.setProperty(ProcessPoolModel.JVM_ARGUMENTS, "-Xmx100m\n-Dshop=corner shop\n");
        try (var session = open(Map.of("factor", "7"), 2, 2, Map.of())) {
            Order order = new Order(3, "bread");
            Receipt receipt = run(session, order);
            assertEquals(new Receipt(order, 7, 2, receipt.pid(), "corner shop"), receipt);
            assertTrue(receipt.pid() != ProcessHandle.current().pid());
            assertEquals(2, session.jvms());
        }
        assertEquals(List.of("closed", "closed"), Files.readAllLines(journal()), "close() ran once in each worker");
    }

    @Test
    void sessionTellsWhatItsWorkersSawOfThemselves() throws Exception {
        System.setProperty(ProcessPoolModel.JVM_ARGUMENTS, "-Xmx96m\n-XX:+UseG1GC\n-XX:ActiveProcessorCount=1");
        try (var session = open(Map.of(), 2, 8, Map.of())) {
            assertEquals(
                    Map.of("workers", "2", "workerProcessors", "1", "workerHeapBytes", Integer.toString(96 << 20)),
                    session.inEffect());
        }
    }

    @Test
    void failureOfTheWorkloadsCloseSurfacesFromTheSession() throws Exception {
        var session = open(Map.of("leave", "loudly"), 1, 1, Map.of());
        assertNull(run(session, new Order(1, "milk")).property());
        Exception failure = assertThrows(Exception.class, session::close);
        assertTrue(failure.getMessage().contains("the till does not add up"), failure.getMessage());
    }

    @Test
    void capabilityThatIsMissingIsNamed() throws Exception {
        try (var session = open(Map.of(), 1, 1, Map.of())) {
            ExecutionException failure =
                    assertThrows(ExecutionException.class, () -> run(session, new Order(1, "http")));
            assertTrue(failure.getMessage().contains("AsyncHttp"), failure.getMessage());
            assertTrue(failure.getMessage().contains("process-pool"), failure.getMessage());
        }
    }

    @Test
    void workersAndSlotsFollowFromCpusAndConcurrency() {
        assertConfig(2, 4, 2, 8, Map.of());
        assertConfig(2, 5, 2, 9, Map.of());
        assertConfig(1, 1, 4, 1, Map.of());
        assertConfig(4, 1, 4, 4, Map.of());
        assertConfig(3, 1, 1, 1, Map.of("workers", "3", "slots", "1"));
        assertConfig(1, 7, 1, Settings.UNBOUNDED, Map.of("slots", "7"));
    }

    private void assertConfig(int workers, int slots, int cpus, int concurrency, Map<String, String> own) {
        var config = ProcessPoolModel.config(
                new Settings(cpus, concurrency, Values.of("process-pool", model.settings(), own)));
        assertEquals(List.of(workers, slots), List.of(config.workers(), config.slots()));
    }

    @ParameterizedTest
    @CsvSource({"transport, tcp", "start, spare"})
    void otherWaysToConnectAndToStartGiveTheSame(String name, String value) throws Exception {
        try (var session = open(Map.of("factor", "7"), 2, 2, Map.of(name, value))) {
            Order order = new Order(3, "bread");
            assertEquals(order, run(session, order).order());
            assertEquals("2", session.inEffect().get("workers"));
        }
    }

    @Test
    void accountTellsWhatCrossed() throws Exception {
        try (var session = open(Map.of(), 2, 2, Map.of())) {
            Receipt unused = run(session, new Order(1, "x".repeat(10_000)));
            double crossed = session.account().get(Session.CROSSED_BYTES_PER_TASK);
            assertTrue(crossed > 20_000 && crossed < 30_000, "there and back, and the frames: " + crossed);
            assertEquals(2, session.account().get("workersStarted"));
            assertEquals(0, session.account().get("workersDied"));
        }
    }

    @Test
    void unboundedConcurrencyIsRefused() {
        UsageException refusal =
                assertThrows(UsageException.class, () -> open(Map.of(), 2, Settings.UNBOUNDED, Map.of()));
        assertTrue(refusal.getMessage().contains("slots"), refusal.getMessage());
        assertThrows(UsageException.class, () -> open(Map.of(), 2, 1_000_000, Map.of()));
    }

    /** Has no codec for its input. */
    static final class Odd implements Workload<Thread, Long> {
        @Override
        public String id() {
            return "odd";
        }

        @Override
        public Thread input(int index) {
            return Thread.currentThread();
        }

        @Override
        public Long run(Thread input, TaskContext task) {
            return 0L;
        }

        @Override
        public long digest(Long output) {
            return output;
        }
    }

    @Test
    void workloadWithoutCodecIsRefusedBeforeAnythingStarts() {
        Odd odd = new Odd();
        var configured = new ConfiguredWorkload<>(odd, Values.of("odd", List.of(), Map.of()), Map.of());
        var settings = new Settings(1, 1, Values.of("process-pool", model.settings(), Map.of()));
        Exception refusal = assertThrows(Exception.class, () -> model.open(configured, settings));
        assertInstanceOf(IllegalArgumentException.class, refusal);
        assertTrue(refusal.getMessage().contains("java.lang.Thread"), refusal.getMessage());
    }
}
