package org.concurrencybench.core.workloads;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.AsyncHttp;
import org.concurrencybench.core.api.BlockingHttp;
import org.concurrencybench.core.api.Computation;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.RunContext;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.http.HttpFixture;

/**
 * Waits, computes, waits: an HTTP call, a score of its answer, and a second call at a path that depends on the score. A
 * task is given the path to start at and returns the path in the second answer, to which no shortcut leads.
 */
public final class FetchAndScore implements Workload<String, String> {
    private static final Parameter<Duration> SERVICE_TIME = Parameter.ofDuration(
            "service-time",
            Duration.ofMillis(5),
            Duration.ofNanos(100_000),
            Duration.ofMinutes(1),
            "how long the server takes for each of the two calls");

    private static final Parameter<Integer> WORK =
            Parameter.ofInt("work", 2000, 1, 10_000_000, "rounds of SHA-256", "how much is computed between the calls");

    private static final Computation<ScoreRequest, Long> SCORE = new TokenScore();
    private static final String SERVER = "server";

    private URI server = URI.create("http://not-open.invalid/");
    private int rounds = WORK.defaultValue();

    @Override
    public String id() {
        return "fetch-and-score";
    }

    @Override
    public String description() {
        return "an HTTP call, hashing, and a second call that depends on both";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(SERVICE_TIME, WORK);
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public List<Computation<?, ?>> computations() {
        return List.of(SCORE);
    }

    @Override
    public void prepare(RunContext run) throws Exception {
        String serviceTime = Parameter.format(run.parameters().get(SERVICE_TIME));
        run.startFixture(SERVER, HttpFixture.class, List.of(serviceTime));
    }

    @Override
    public void open(JvmContext jvm) {
        server = jvm.address(SERVER);
        rounds = jvm.parameters().get(WORK);
    }

    @Override
    public String input(int index) {
        return HttpFixture.path(Bits.spread(index));
    }

    @Override
    public String run(String input, TaskContext task) throws Exception {
        BlockingHttp http = task.capability(BlockingHttp.class);
        String answer = HttpFetch.text(http.get(server.resolve(input)));
        long score = task.compute(SCORE, request(answer));
        return HttpFetch.text(http.get(server.resolve(HttpFixture.path(score))));
    }

    @Override
    public boolean hasAsync() {
        return true;
    }

    @Override
    public CompletionStage<String> runAsync(String input, AsyncContext async) {
        AsyncHttp http = async.capability(AsyncHttp.class);
        return http.get(server.resolve(input))
                .thenCompose(answer -> async.compute(SCORE, request(HttpFetch.text(answer))))
                .thenCompose(score -> http.get(server.resolve(HttpFixture.path(score))))
                .thenApply(HttpFetch::text);
    }

    private ScoreRequest request(String answer) {
        return new ScoreRequest(answer, rounds);
    }

    @Override
    public long digest(String output) {
        return Bits.digest(output);
    }

    @Override
    public OptionalLong expected(int index) {
        long score = new TokenScore().compute(request(HttpFixture.next(input(index))));
        return OptionalLong.of(digest(HttpFixture.next(HttpFixture.path(score))));
    }
}
