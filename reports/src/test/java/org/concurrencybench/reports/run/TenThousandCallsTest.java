package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.fixture.Fixtures;
import org.concurrencybench.core.http.BlockingHttpClient;
import org.concurrencybench.core.http.HttpFixture;
import org.concurrencybench.core.http.HttpLimits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that hold no thread while a task waits hold ten thousand of them, each with a connection of its own. */
@Tag("slow")
class TenThousandCallsTest {
    private static final int TASKS = 10_000;
    /** Longer than it takes to send a call for each task, also on a slow machine. */
    private static final String SERVICE_TIME = "10s";
    /** The first opens the connections, and may have its first answers before it has sent its last call. */
    private static final int MOST_ROUNDS = 5;

    private static final Path PORTS = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"virtual-threads", "completable-future", "event-loop", "reactor"})
    void callsOfAllTasksAreInFlightAtOnceAndNoneIsRefused(String model) throws Exception {
        assumeRoom();
        Catalog catalog = Catalog.load(getClass().getClassLoader());
        assertHolds(catalog.model(model), catalog.workload("http-fetch"));
    }

    /** Files and ports are needed on both sides, and some for all else. */
    private static void assumeRoom() throws IOException {
        int needed = TASKS + 500;
        assertTrue(HttpLimits.connections(TASKS) == TASKS, "a client has fewer connections than there are tasks");
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long files = system.getMaxFileDescriptorCount();
            assumeTrue(files >= needed, () -> "a process may open " + files + " files only (ulimit -n)");
        }
        if (Files.exists(PORTS)) {
            String[] range;
            try (BufferedReader all = Files.newBufferedReader(PORTS)) { // the kernel tells it at one go or not at all
                range = all.readLine().strip().split("\\s+");
            }
            int ports = Integer.parseInt(range[1]) - Integer.parseInt(range[0]);
            assumeTrue(ports >= needed, () -> "there are " + ports + " ports for clients only (" + PORTS + ")");
        }
    }

    private <I, O> void assertHolds(ConcurrencyModel model, Workload<I, O> workload) throws Exception {
        Values parameters = Values.of("test", workload.parameters(), Map.of("service-time", SERVICE_TIME));
        Settings settings = new Settings(2, TASKS, Values.of("test", model.settings(), Map.of()));
        try (Fixtures fixtures = new Fixtures(parameters, folder, List.of("-Xmx256m"));
                BlockingHttpClient asking = new BlockingHttpClient(1)) {
            workload.prepare(fixtures);
            ConfiguredWorkload<I, O> configured = new ConfiguredWorkload<>(workload, parameters, fixtures.addresses());
            workload.open(configured.jvmContext(1));
            URI most = fixtures.addresses().values().iterator().next().resolve(HttpFixture.MOST_WAITING);
            String seen = "";
            try (Session<I, O> session = model.open(configured, settings)) {
                for (int round = 0; round < MOST_ROUNDS && !seen.equals("" + TASKS); round++) {
                    run(session, workload);
                    seen = new String(asking.get(most), StandardCharsets.UTF_8);
                }
            }
            assertEquals("" + TASKS, seen, "calls that waited for their answers at once");
        }
    }

    private static <I, O> void run(Session<I, O> session, Workload<I, O> workload) throws Exception {
        CountDownLatch open = new CountDownLatch(TASKS);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (int index = 0; index < TASKS; index++) {
            session.submit(new Checked<>(index, workload.input(index), workload, open, failure));
        }
        session.flush();
        assertTrue(open.await(5, TimeUnit.MINUTES), () -> open.getCount() + " tasks have not completed");
        assertNull(failure.get());
    }

    /** A task whose output is compared with the expected one. */
    private record Checked<I, O>(
            int index, I input, Workload<I, O> workload, CountDownLatch open, AtomicReference<Throwable> failure)
            implements Task<I, O> {
        @Override
        public void succeeded(O output, long busyNanos) {
            if (workload.digest(output) != workload.expected(index).orElseThrow()) {
                failure.compareAndSet(null, new AssertionError("output " + index + " is wrong: " + output));
            }
            open.countDown();
        }

        @Override
        public void failed(Throwable cause) {
            failure.compareAndSet(null, cause);
            open.countDown();
        }
    }
}
