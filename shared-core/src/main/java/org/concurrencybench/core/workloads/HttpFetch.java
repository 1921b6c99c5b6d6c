package org.concurrencybench.core.workloads;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.AsyncHttp;
import org.concurrencybench.core.api.BlockingHttp;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.RunContext;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.http.HttpFixture;

/**
 * Three HTTP calls of which each needs the answer of the one before: what a request of a service does that asks others.
 * A task is given the path to start at and returns the path in the third answer, to which no shortcut leads.
 */
public final class HttpFetch implements Workload<String, String> {
    private static final Parameter<Duration> SERVICE_TIME = Parameter.ofDuration(
            "service-time",
            Duration.ofMillis(5),
            Duration.ofNanos(100_000),
            Duration.ofMinutes(1),
            "how long the server takes for each of the three calls");

    private static final String SERVER = "server";

    private URI server = URI.create("http://not-open.invalid/");

    @Override
    public String id() {
        return "http-fetch";
    }

    @Override
    public String description() {
        return "three dependent HTTP calls to a server on this machine";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(SERVICE_TIME);
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public void prepare(RunContext run) throws Exception {
        String serviceTime = Parameter.format(run.parameters().get(SERVICE_TIME));
        run.startFixture(SERVER, HttpFixture.class, List.of(serviceTime));
    }

    @Override
    public void open(JvmContext jvm) {
        server = jvm.address(SERVER);
    }

    @Override
    public String input(int index) {
        return HttpFixture.path(Bits.spread(index));
    }

    @Override
    public String run(String input, TaskContext task) throws IOException {
        BlockingHttp http = task.capability(BlockingHttp.class);
        String second = text(http.get(server.resolve(input)));
        String third = text(http.get(server.resolve(second)));
        return text(http.get(server.resolve(third)));
    }

    @Override
    public boolean hasAsync() {
        return true;
    }

    @Override
    public CompletionStage<String> runAsync(String input, AsyncContext async) {
        AsyncHttp http = async.capability(AsyncHttp.class);
        return http.get(server.resolve(input))
                .thenCompose(second -> http.get(server.resolve(text(second))))
                .thenCompose(third -> http.get(server.resolve(text(third))))
                .thenApply(HttpFetch::text);
    }

    static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public long digest(String output) {
        return Bits.digest(output);
    }

    @Override
    public OptionalLong expected(int index) {
        return OptionalLong.of(digest(HttpFixture.next(HttpFixture.next(HttpFixture.next(input(index))))));
    }
}
