package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The kernel probes no connection to the server of {@code http-fetch}, from either side. The probes of ten thousand
 * idle connections overrun the loopback interface, and those that lose three in a row are ended without a word.
 */
class UnprobedConnectionsTest {
    private static final int TASKS = 4;
    private static final List<Path> SOCKETS = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final int ACKNOWLEDGED_MILLIS = 300;
    private static final int STATE = 3;
    private static final int TIMER = 5;
    private static final String ESTABLISHED = "01";
    private static final String KEEP_ALIVE = "02";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"virtual-threads", "completable-future", "event-loop", "reactor"})
    void idleConnectionsHaveNoTimer(String model) throws Exception {
        assumeTrue(Files.exists(SOCKETS.getFirst()), "only Linux shows the timers of connections");
        Catalog catalog = Catalog.load(getClass().getClassLoader());
        assertUnprobed(catalog.model(model), catalog.workload("http-fetch"));
    }

    private <I, O> void assertUnprobed(ConcurrencyModel model, Workload<I, O> workload) throws Exception {
        Values parameters = Values.of("test", workload.parameters(), Map.of("service-time", "50ms"));
        Settings settings = new Settings(2, TASKS, Values.of("test", model.settings(), Map.of()));
        try (Fixtures fixtures = new Fixtures(parameters, folder, List.of("-Xmx256m"))) {
            workload.prepare(fixtures);
            ConfiguredWorkload<I, O> configured = new ConfiguredWorkload<>(workload, parameters, fixtures.addresses());
            workload.open(configured.jvmContext(1));
            URI server = fixtures.addresses().values().iterator().next();
            try (Session<I, O> session = model.open(configured, settings)) {
                CountDownLatch open = new CountDownLatch(TASKS);
                AtomicReference<Throwable> failure = new AtomicReference<>();
                for (int index = 0; index < TASKS; index++) {
                    session.submit(new Counted<>(workload.input(index), open, failure));
                }
                session.flush();
                assertTrue(open.await(60, TimeUnit.SECONDS), () -> open.getCount() + " tasks have not completed");
                assertNull(failure.get());

                // The timers of answers that are not acknowledged yet would hide others.
                Thread.sleep(ACKNOWLEDGED_MILLIS);
                List<String[]> ends = connections(server.getPort());
                assertTrue(ends.size() >= 2, "both ends of a connection that is kept");
                assertEquals(
                        List.of(),
                        ends.stream()
                                .filter(end -> end[TIMER].startsWith(KEEP_ALIVE))
                                .map(end -> String.join(" ", end))
                                .toList());
            }
        }
    }

    /** The ends of all connections to {@code port} that are open, in the words of their lines. */
    private static List<String[]> connections(int port) throws IOException {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        List<String[]> ends = new ArrayList<>();
        for (Path sockets : SOCKETS) {
            if (Files.exists(sockets)) {
                try (BufferedReader lines = Files.newBufferedReader(sockets)) {
                    lines.lines()
                            .map(line -> line.strip().split("\\s+"))
                            .filter(end -> end.length > TIMER && end[STATE].equals(ESTABLISHED))
                            .filter(end -> end[1].endsWith(suffix) || end[2].endsWith(suffix))
                            .forEach(ends::add);
                }
            }
        }
        return ends;
    }

    private record Counted<I, O>(I input, CountDownLatch open, AtomicReference<Throwable> failure)
            implements Task<I, O> {
        @Override
        public void succeeded(O output, long busyNanos) {
            open.countDown();
        }

        @Override
        public void failed(Throwable cause) {
            failure.compareAndSet(null, cause);
            open.countDown();
        }
    }
}
