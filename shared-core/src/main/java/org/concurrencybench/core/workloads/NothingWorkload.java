package org.concurrencybench.core.workloads;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/** Does nothing: what remains is the model's own overhead, the floor under every other number. */
public final class NothingWorkload implements Workload<Integer, Integer> {
    public static final String ID = "nothing";

    /** Its name in older plans and records; most readers of tables take that word for a missing value. */
    public static final String OLD_ID = "null";

    /** The id that {@code id} means today. */
    public static String today(String id) {
        return OLD_ID.equals(id) ? ID : id;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "nothing: the model's own overhead";
    }

    @Override
    public Integer input(int index) {
        return index;
    }

    /** Returns its input: a constant would not show that a model ran one task twice and another never. */
    @Override
    public Integer run(Integer input, TaskContext task) {
        return input;
    }

    @Override
    public boolean hasAsync() {
        return true;
    }

    @Override
    public CompletionStage<Integer> runAsync(Integer input, AsyncContext async) {
        return CompletableFuture.completedFuture(input);
    }

    @Override
    public long digest(Integer output) {
        return output;
    }

    @Override
    public OptionalLong expected(int index) {
        return OptionalLong.of(index);
    }
}
