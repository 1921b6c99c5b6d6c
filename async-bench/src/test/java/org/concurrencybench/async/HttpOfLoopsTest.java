package org.concurrencybench.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.AsyncHttp;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.fixture.Fixtures;
import org.concurrencybench.core.http.HttpFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The HTTP clients of Netty and Reactor Netty, as their models' tasks use them. */
class HttpOfLoopsTest {
    /** Of a task, to a server with fewer connections. */
    private static final int CALLS = 8;

    @TempDir
    private static Path directory;

    private static Fixtures quick;
    private static Fixtures slow;

    @BeforeAll
    static void serve() throws Exception {
        quick = serving("1ms");
        slow = serving("50ms"); // long enough for calls to meet there, however slow the machine is
    }

    @AfterAll
    static void endServers() throws Exception {
        try (Fixtures first = quick;
                Fixtures second = slow) {}
    }

    private static List<Variant> loops() {
        return List.of(Variant.EVENT_LOOP, Variant.REACTOR);
    }

    private static Fixtures serving(String serviceTime) throws Exception {
        Fixtures fixtures = new Fixtures(Values.of("test", List.of(), Map.of()), directory, List.of("-Xmx256m"));
        fixtures.startFixture("server", HttpFixture.class, List.of(serviceTime));
        return fixtures;
    }

    private static CompletableFuture<String> text(AsyncContext async, URI address) {
        return async.capability(AsyncHttp.class)
                .get(address)
                .thenApply(body -> new String(body, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("loops")
    void callsBeyondTheConnectionsWaitForOne(Variant variant) throws Exception {
        SessionThreads threads = SessionThreads.since();
        URI server = slow.addresses().get("server");
        Queue<String> stageThreads = new ConcurrentLinkedQueue<>();
        AsyncProbe probe = new AsyncProbe((index, async) -> {
            CompletableFuture<?>[] calls = new CompletableFuture<?>[CALLS];
            for (int call = 0; call < calls.length; call++) {
                String path = HttpFixture.path(index * (long) CALLS + call);
                calls[call] = text(async, server.resolve(path)).thenAccept(answer -> {
                    assertEquals(HttpFixture.next(path), answer);
                    stageThreads.add(Thread.currentThread().getName());
                });
            }
            return CompletableFuture.allOf(calls).thenApply(all -> index);
        });
        try (Session<Integer, Integer> session = variant.open(probe, 2, 2)) {
            assertEquals(
                    List.of(0L, 1L, 2L, 3L, 4L, 5L),
                    Batch.submit(session, probe, 6).await().digests());
        }
        assertEquals(6 * CALLS, stageThreads.size());
        assertTrue(stageThreads.stream().allMatch(name -> name.matches(variant.stageThread())), stageThreads::toString);
        AsyncProbe most = new AsyncProbe((index, async) ->
                text(async, server.resolve(HttpFixture.MOST_WAITING)).thenApply(Integer::valueOf));
        try (Session<Integer, Integer> session = variant.open(most, 2, 1)) {
            assertEquals(List.of(2L), Batch.submit(session, most, 1).await().digests());
        }
        threads.assertNone();
    }

    @ParameterizedTest
    @MethodSource("loops")
    void otherStatusIsAnIoExceptionThatNamesTheAddressAndHarmsNoOtherCall(Variant variant) throws Exception {
        URI server = quick.addresses().get("server");
        URI elsewhere = server.resolve("/elsewhere");
        AsyncProbe probe = new AsyncProbe(
                (index, async) -> text(async, index % 2 == 0 ? elsewhere : server.resolve(HttpFixture.path(index)))
                        .thenApply(answer -> index));
        try (Session<Integer, Integer> session = variant.open(probe, 2, 2)) {
            Batch<Integer, Integer> batch = Batch.submit(session, probe, 20).await();
            for (int index = 0; index < 20; index += 2) {
                assertEquals(
                        "GET " + elsewhere + " failed: status 404 instead of 200",
                        assertInstanceOf(IOException.class, batch.failure(index))
                                .getMessage());
                assertNull(batch.failure(index + 1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void callsInFlightFailWhenTheSessionIsClosedAndWhenTheServerGoes(Variant variant) throws Exception {
        SessionThreads threads = SessionThreads.since();
        try (Fixtures fixtures = serving("1m")) {
            URI address = fixtures.addresses().get("server").resolve(HttpFixture.path(1));
            AsyncProbe closed =
                    new AsyncProbe((index, async) -> text(async, address).thenApply(answer -> index));
            Session<Integer, Integer> closing = variant.open(closed, 2, 3);
            Batch<Integer, Integer> abandoned = Batch.submit(closing, closed, 9);
            assertTrue(closed.awaitStarted(3, Duration.ofSeconds(60)));
            closing.close();
            abandoned.await();
            for (int index = 0; index < 9; index++) {
                assertInstanceOf(CancellationException.class, abandoned.failure(index));
            }
            threads.assertNone();

            AsyncProbe probe =
                    new AsyncProbe((index, async) -> text(async, address).thenApply(answer -> index));
            try (Session<Integer, Integer> session = variant.open(probe, 2, 3)) {
                Batch<Integer, Integer> inFlight = Batch.submit(session, probe, 3);
                assertTrue(probe.awaitStarted(3, Duration.ofSeconds(60)));
                fixtures.close();
                inFlight.await();
                Batch<Integer, Integer> refused =
                        Batch.submit(session, probe, 3).await();
                for (int index = 0; index < 3; index++) {
                    assertInstanceOf(IOException.class, inFlight.failure(index));
                    String message = assertInstanceOf(IOException.class, refused.failure(index))
                            .getMessage();
                    assertTrue(message.startsWith("GET " + address + " failed: "), message);
                }
            }
        }
    }
}
