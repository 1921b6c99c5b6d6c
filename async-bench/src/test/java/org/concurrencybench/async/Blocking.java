package org.concurrencybench.async;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/** A workload that has a blocking form only. */
record Blocking(boolean waits, Action action) implements Workload<Integer, Integer> {
    interface Action {
        void run(int index) throws Exception;
    }

    static Blocking computing(Action action) {
        return new Blocking(false, action);
    }

    static Blocking waiting(Action action) {
        return new Blocking(true, action);
    }

    @Override
    public String id() {
        return "blocking";
    }

    @Override
    public Integer input(int index) {
        return index;
    }

    @Override
    public Integer run(Integer input, TaskContext task) throws Exception {
        action.run(input);
        assertFalse(task.isCancelled());
        return input;
    }

    @Override
    public long digest(Integer output) {
        return output;
    }
}
