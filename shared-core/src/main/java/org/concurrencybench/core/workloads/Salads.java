package org.concurrencybench.core.workloads;

import java.util.List;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/**
 * Parallel salads: a kitchen that is limited by its cores. Each task makes a whole salad alone, in a bowl of its own,
 * and washes the bowl: it computes, waits for nothing and shares nothing, so that N cores make N salads at a time and
 * more hands than cores are of no use.
 */
public final class Salads implements Workload<Integer, Salad> {
    private static final Parameter<Integer> INGREDIENTS = Parameter.ofInt(
            "ingredients", 4_000, 1, 10_000_000, "pieces", "pieces of each salad, which are chopped and mixed");

    private static final MakeSalad RECIPE = new MakeSalad();

    private int ingredients = INGREDIENTS.defaultValue();

    @Override
    public String id() {
        return "salads";
    }

    @Override
    public String description() {
        return "each task makes a whole salad alone: sorting and shuffling in memory of its own";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(INGREDIENTS);
    }

    @Override
    public void open(JvmContext jvm) {
        ingredients = jvm.parameters().get(INGREDIENTS);
    }

    @Override
    public Integer input(int index) {
        return index;
    }

    @Override
    public Salad run(Integer order, TaskContext task) {
        return RECIPE.compute(new SaladOrder(order, ingredients));
    }

    @Override
    public long digest(Salad output) {
        return digestOf(output);
    }

    static long digestOf(Salad salad) {
        return Bits.add(Bits.add(salad.number(), salad.taste()), salad.water());
    }
}
