package org.concurrencybench.core.workloads;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/**
 * Concurrent burgers: a kitchen that is limited by waiting. A task is an order. It waits for one of a few places on the
 * grill, stays there for a while, which takes no CPU, and goes over a counter to assembly, which computes a little.
 *
 * <p>Three stages joined by bounded hand-overs: orders wait for the grill, the grill for the counter. An order leaves
 * its place on the grill only for a place on the counter, so that a kitchen that cannot assemble as fast as it fries
 * comes to a stop, instead of piling burgers up.
 *
 * <p>No model beats the grill: N orders on G places take {@code ⌈N/G⌉ · grill-time} at least. With fewer than G tasks
 * in flight, places stay empty; with more, orders wait for a place.
 */
public final class Burgers implements Workload<Integer, Burger> {
    /** Shared with the other kitchen that has a grill. */
    static final Parameter<Integer> GRILL = Parameter.ofInt(
            "grill", 8, 1, 100_000, "places", "places on the grill, in all JVMs that run tasks together");

    static final Parameter<Duration> GRILL_TIME = Parameter.ofDuration(
            "grill-time",
            Duration.ofMillis(2),
            Duration.ofNanos(1_000),
            Duration.ofMinutes(10),
            "how long an order stays on the grill each time");

    private static final Parameter<Integer> COUNTER = Parameter.ofInt(
            "counter", 4, 1, 100_000, "places", "burgers between grill and plate, in all JVMs that run tasks together");

    /** Some microseconds of computing. */
    private static final int LAYERS = 1_000;

    private Duration grillTime = GRILL_TIME.defaultValue();
    private Places grill = Places.of(GRILL.defaultValue());
    private Places counter = Places.of(COUNTER.defaultValue());

    @Override
    public String id() {
        return "burgers";
    }

    @Override
    public String description() {
        return "orders wait for a place on a small grill and stay there, then are put together";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(GRILL, GRILL_TIME, COUNTER);
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public void open(JvmContext jvm) {
        grillTime = jvm.parameters().get(GRILL_TIME);
        grill = Places.shareOf(GRILL, jvm);
        counter = Places.shareOf(COUNTER, jvm);
    }

    @Override
    public Integer input(int index) {
        return index;
    }

    @Override
    public Burger run(Integer order, TaskContext task) throws InterruptedException {
        grill.forThreads().acquire();
        try {
            Thread.sleep(grillTime);
            counter.forThreads().acquire();
        } finally {
            grill.forThreads().release();
        }
        try {
            return assemble(order);
        } finally {
            counter.forThreads().release();
        }
    }

    @Override
    public boolean hasAsync() {
        return true;
    }

    @Override
    public CompletionStage<Burger> runAsync(Integer order, AsyncContext async) {
        Executor executor = async.executor();
        AsyncSemaphore onCounter = counter.forStages();
        return grill.forStages()
                .holding(executor, () -> async.delay(grillTime).thenCompose(fried -> onCounter.acquire(executor)))
                .thenCompose(served ->
                        onCounter.releaseAfter(() -> CompletableFuture.supplyAsync(() -> assemble(order), executor)));
    }

    /** The last stage of an order; also what the salad of a whole meal is served with. */
    static Burger assemble(int order) {
        long layers = 0;
        for (int layer = 0; layer < LAYERS; layer++) {
            layers = Bits.add(layers, (long) order * LAYERS + layer);
        }
        return new Burger(order, layers);
    }

    @Override
    public long digest(Burger output) {
        return Bits.add(output.order(), output.layers());
    }

    /** What is on the plate does not depend on the waiting. */
    @Override
    public OptionalLong expected(int index) {
        return OptionalLong.of(digest(assemble(index)));
    }
}
