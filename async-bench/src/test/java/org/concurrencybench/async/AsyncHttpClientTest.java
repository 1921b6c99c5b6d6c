package org.concurrencybench.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.fixture.Fixtures;
import org.concurrencybench.core.http.HttpFixture;
import org.concurrencybench.core.model.ExecutorShutdown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsyncHttpClientTest {
    private final StageExecutor executor = new StageExecutor("test", 2);

    @TempDir
    Path directory;

    @AfterEach
    void endExecutor() {
        ExecutorShutdown.await(executor, "test");
    }

    private Fixtures serving(String serviceTime) throws Exception {
        Fixtures fixtures = new Fixtures(Values.of("test", List.of(), Map.of()), directory, List.of("-Xmx256m"));
        fixtures.startFixture("server", HttpFixture.class, List.of(serviceTime));
        return fixtures;
    }

    private static String text(CompletableFuture<byte[]> answer) {
        return new String(answer.orTimeout(60, TimeUnit.SECONDS).join(), StandardCharsets.UTF_8);
    }

    @Test
    @Tag("slow")
    void thousandsOfCallsAreInFlightAtOnce() throws Exception {
        int calls = 2000;
        try (Fixtures fixtures = serving("3s");
                AsyncHttpClient client = new AsyncHttpClient("test", 2, calls, executor)) {
            URI server = fixtures.addresses().get("server");
            int most = 0;
            // Connections stay open, so that each round gets its last call in sooner than the one before, be the
            // machine slow.
            for (int round = 0; round < 10 && most < calls; round++) {
                assertAnswers(client, server, calls);
                most = Integer.parseInt(text(client.get(server.resolve(HttpFixture.MOST_WAITING))));
            }
            assertEquals(calls, most);
        }
    }

    private static void assertAnswers(AsyncHttpClient client, URI server, int calls) throws Exception {
        List<CompletableFuture<byte[]>> answers = new ArrayList<>();
        for (int call = 0; call < calls; call++) {
            answers.add(client.get(server.resolve(HttpFixture.path(call))));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new)).get(120, TimeUnit.SECONDS);
        for (int call = 0; call < calls; call++) {
            assertEquals(HttpFixture.next(HttpFixture.path(call)), text(answers.get(call)));
        }
    }

    @Test
    void answersCompleteOnTheExecutor() throws Exception {
        try (Fixtures fixtures = serving("50ms");
                AsyncHttpClient client = new AsyncHttpClient("test", 2, 1, executor)) {
            URI address = fixtures.addresses().get("server").resolve(HttpFixture.path(1));
            CompletableFuture<String> thread =
                    client.get(address).thenApply(body -> Thread.currentThread().getName());
            String name = thread.get(60, TimeUnit.SECONDS);
            assertTrue(name.matches("test-\\d"), name);
        }
    }

    @Test
    void otherStatusIsAnIoExceptionThatNamesTheAddress() throws Exception {
        try (Fixtures fixtures = serving("1ms");
                AsyncHttpClient client = new AsyncHttpClient("test", 2, 1, executor)) {
            URI address = fixtures.addresses().get("server").resolve("/elsewhere");
            ExecutionException failed = assertThrows(
                    ExecutionException.class, () -> client.get(address).get(60, TimeUnit.SECONDS));
            assertEquals(
                    "GET " + address + " failed: status 404 instead of 200",
                    assertInstanceOf(IOException.class, failed.getCause()).getMessage());
        }
    }

    @Test
    void serverThatIsGoneIsAnIoException() throws Exception {
        URI address;
        try (Fixtures fixtures = serving("1ms")) {
            address = fixtures.addresses().get("server").resolve(HttpFixture.path(1));
        }
        try (AsyncHttpClient client = new AsyncHttpClient("test", 2, 1, executor)) {
            CompletionException failed = assertThrows(CompletionException.class, () -> text(client.get(address)));
            assertInstanceOf(IOException.class, failed.getCause());
        }
    }
}
