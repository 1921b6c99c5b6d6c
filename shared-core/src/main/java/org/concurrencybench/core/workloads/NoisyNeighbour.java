package org.concurrencybench.core.workloads;

import java.util.List;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/**
 * Computes for long in a few tasks and briefly in those behind them: reveals who makes light tasks wait. Virtual
 * threads are not time-sliced: a heavy task keeps its carrier until it ends, and so does a thread of a pool with one
 * for each core; a pool with more threads is sliced by the operating system.
 *
 * <p>Tasks come in groups of which the heavy ones stand first. To hold every core, a group needs as many heavy tasks as
 * there are cores, and models with more threads than cores a concurrency above that. What a task takes is set in steps
 * of a hash, not by a clock: a task that stands still does not become shorter.
 */
public final class NoisyNeighbour implements Workload<Neighbour, Long> {
    private static final Parameter<Integer> GROUP =
            Parameter.ofInt("group", 64, 1, 1_000_000, "tasks", "how many tasks stand together, heavy ones first");

    private static final Parameter<Integer> HEAVY_SHARE =
            Parameter.ofInt("heavy-share", 25, 0, 100, "%", "how many of a group are heavy");

    private static final Parameter<Integer> HEAVY =
            Parameter.ofInt("heavy", 250_000, 1, 1_000_000_000, "steps", "what a heavy task computes, about 4 ns each");

    private static final Parameter<Integer> LIGHT =
            Parameter.ofInt("light", 5_000, 1, 1_000_000_000, "steps", "what a light task computes, about 4 ns each");

    private int group = GROUP.defaultValue();
    private int heavyOnes = heavyOnes(GROUP.defaultValue(), HEAVY_SHARE.defaultValue());
    private int heavySteps = HEAVY.defaultValue();
    private int lightSteps = LIGHT.defaultValue();

    @Override
    public String id() {
        return "noisy-neighbour";
    }

    @Override
    public String description() {
        return "computes for long in some tasks and briefly in those behind them: who makes whom wait";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(GROUP, HEAVY_SHARE, HEAVY, LIGHT);
    }

    @Override
    public void open(JvmContext jvm) {
        group = jvm.parameters().get(GROUP);
        heavyOnes = heavyOnes(group, jvm.parameters().get(HEAVY_SHARE));
        heavySteps = jvm.parameters().get(HEAVY);
        lightSteps = jvm.parameters().get(LIGHT);
    }

    /** Rounded up: a share above 0 has one at least. */
    private static int heavyOnes(int group, int percent) {
        return Math.toIntExact(Math.ceilDiv((long) group * percent, 100L));
    }

    @Override
    public Neighbour input(int index) {
        return new Neighbour(index, index % group < heavyOnes);
    }

    @Override
    public String label(Neighbour input) {
        return input.heavy() ? "heavy" : "light";
    }

    @Override
    public Long run(Neighbour input, TaskContext task) {
        long value = input.number();
        int steps = input.heavy() ? heavySteps : lightSteps;
        for (int step = 0; step < steps; step++) {
            value = Bits.spread(value);
        }
        return value;
    }

    @Override
    public long digest(Long output) {
        return output;
    }
}
