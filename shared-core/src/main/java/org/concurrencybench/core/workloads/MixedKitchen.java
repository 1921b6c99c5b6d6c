package org.concurrencybench.core.workloads;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.Computation;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/**
 * A mixed kitchen, limited by whichever is scarcer, the grill or the cores: an order is a burger and a salad. Its
 * burger is fried on one side, then its salad is made, then its burger is fried on the other side: wait, compute, wait.
 * The salad is a {@link Computation}, so that a model may make it in another process than the one that waits for the
 * grill.
 *
 * <p>A place on the grill is taken for each side anew, so an order whose salad is being made takes none from the
 * others. N orders on G places take {@code ⌈2·N/G⌉ · grill-time} at least, and N times what a salad takes, divided by
 * the cores.
 */
public final class MixedKitchen implements Workload<Integer, Meal> {
    private static final Parameter<Integer> INGREDIENTS = Parameter.ofInt(
            "ingredients", 8_000, 1, 10_000_000, "pieces", "pieces of each salad, which are chopped and mixed");

    private static final MakeSalad RECIPE = new MakeSalad();

    private Duration grillTime = Burgers.GRILL_TIME.defaultValue();
    private Places grill = Places.of(Burgers.GRILL.defaultValue());
    private int ingredients = INGREDIENTS.defaultValue();

    @Override
    public String id() {
        return "mixed-kitchen";
    }

    @Override
    public String description() {
        return "an order of a burger and a salad: waits on the grill, computes, waits on the grill";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(Burgers.GRILL, Burgers.GRILL_TIME, INGREDIENTS);
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public void open(JvmContext jvm) {
        grillTime = jvm.parameters().get(Burgers.GRILL_TIME);
        grill = Places.shareOf(Burgers.GRILL, jvm);
        ingredients = jvm.parameters().get(INGREDIENTS);
    }

    @Override
    public List<Computation<?, ?>> computations() {
        return List.of(RECIPE);
    }

    @Override
    public Integer input(int index) {
        return index;
    }

    @Override
    public Meal run(Integer order, TaskContext task) throws Exception {
        fry();
        Salad salad = task.compute(RECIPE, saladOf(order));
        fry();
        return new Meal(Burgers.assemble(order), salad);
    }

    private void fry() throws InterruptedException {
        grill.forThreads().acquire();
        try {
            Thread.sleep(grillTime);
        } finally {
            grill.forThreads().release();
        }
    }

    @Override
    public boolean hasAsync() {
        return true;
    }

    @Override
    public CompletionStage<Meal> runAsync(Integer order, AsyncContext async) {
        return fry(async)
                .thenCompose(oneSide -> async.compute(RECIPE, saladOf(order)))
                .thenCompose(salad -> fry(async).thenApply(otherSide -> new Meal(Burgers.assemble(order), salad)));
    }

    private CompletionStage<Void> fry(AsyncContext async) {
        return grill.forStages().holding(async.executor(), () -> async.delay(grillTime));
    }

    private SaladOrder saladOf(int order) {
        return new SaladOrder(order, ingredients);
    }

    @Override
    public long digest(Meal output) {
        Burger burger = output.burger();
        return Bits.add(Bits.add(burger.order(), burger.layers()), Salads.digestOf(output.salad()));
    }

    /** What is on the plates does not depend on the waiting. */
    @Override
    public OptionalLong expected(int index) {
        return OptionalLong.of(digest(new Meal(Burgers.assemble(index), RECIPE.compute(saladOf(index)))));
    }
}
