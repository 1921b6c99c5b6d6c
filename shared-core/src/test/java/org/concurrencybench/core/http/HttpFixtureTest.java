package org.concurrencybench.core.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.fixture.Fixtures;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpFixtureTest {
    @TempDir
    Path directory;

    private Fixtures serving(String serviceTime) throws Exception {
        Fixtures fixtures = new Fixtures(Values.of("test", List.of(), Map.of()), directory, List.of("-Xmx64m"));
        fixtures.startFixture("server", HttpFixture.class, List.of(serviceTime));
        return fixtures;
    }

    @Test
    void answersAreWhatThePureFunctionSays() throws Exception {
        try (Fixtures fixtures = serving("1ms");
                BlockingHttpClient client = new BlockingHttpClient(1)) {
            URI server = fixtures.addresses().get("server");
            for (long token : new long[] {0, 1, -1, Long.MIN_VALUE, 0x123456789ABCDEFL}) {
                String path = HttpFixture.path(token);
                assertArrayEquals(
                        HttpFixture.next(path).getBytes(StandardCharsets.UTF_8), client.get(server.resolve(path)));
            }
        }
    }

    @Test
    void answersTakeTheServiceTime() throws Exception {
        try (Fixtures fixtures = serving("50ms");
                BlockingHttpClient client = new BlockingHttpClient(1)) {
            URI address = fixtures.addresses().get("server").resolve(HttpFixture.path(1));
            long start = System.nanoTime();
            client.get(address);
            client.get(address);
            assertTrue(System.nanoTime() - start >= 100_000_000, "two calls of 50 ms took less than 100 ms");
        }
    }

    @Test
    void unknownPathIsAnErrorThatNamesTheAddress() throws Exception {
        try (Fixtures fixtures = serving("1ms");
                BlockingHttpClient client = new BlockingHttpClient(1)) {
            URI address = fixtures.addresses().get("server").resolve("/elsewhere");
            IOException failed = assertThrows(IOException.class, () -> client.get(address));
            assertEquals("GET " + address + " failed: status 404 instead of 200", failed.getMessage());
        }
    }

    @Test
    void serverThatIsGoneIsAnIoException() throws Exception {
        URI address;
        try (Fixtures fixtures = serving("1ms")) {
            address = fixtures.addresses().get("server").resolve(HttpFixture.path(1));
        }
        try (BlockingHttpClient client = new BlockingHttpClient(1)) {
            IOException failed = assertThrows(IOException.class, () -> client.get(address));
            assertTrue(failed.getMessage().startsWith("GET " + address + " failed: "), failed.getMessage());
        }
    }

    @Test
    @Tag("slow")
    void thousandsOfBlockingCallsAreInFlightAtOnce() throws Exception {
        int calls = 2000;
        try (Fixtures fixtures = serving("3s");
                BlockingHttpClient client = new BlockingHttpClient(calls)) {
            URI server = fixtures.addresses().get("server");
            int most = 0;
            // Connections stay open, so that each round gets its last call in sooner than the one before, be the
            // machine slow.
            for (int round = 0; round < 10 && most < calls; round++) {
                assertAnswers(client, server, calls);
                most = Integer.parseInt(
                        new String(client.get(server.resolve(HttpFixture.MOST_WAITING)), StandardCharsets.UTF_8));
            }
            assertEquals(calls, most);
        }
    }

    private static void assertAnswers(BlockingHttpClient client, URI server, int calls) {
        AtomicInteger correct = new AtomicInteger();
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int call = 0; call < calls; call++) {
                String path = HttpFixture.path(call);
                threads.execute(() -> {
                    try {
                        String answer = new String(client.get(server.resolve(path)), StandardCharsets.UTF_8);
                        if (answer.equals(HttpFixture.next(path))) {
                            correct.incrementAndGet();
                        }
                    } catch (IOException | RuntimeException e) {
                        failures.add(e);
                    }
                });
            }
        }
        assertEquals(List.of(), List.copyOf(failures));
        assertEquals(calls, correct.get());
    }

    @Test
    void nextRefusesWhatIsNoPathOfTheServer() {
        assertThrows(IllegalArgumentException.class, () -> HttpFixture.next("/fetch/xyz"));
    }
}
