package org.concurrencybench.reports.run;

import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/** Workloads that are not what they say. */
public final class MislabelledWorkloads {
    private MislabelledWorkloads() {}

    /** Waits, and says that it computes. */
    public static final class Sleeping implements Workload<Integer, Integer> {
        @Override
        public String id() {
            return "sleeps-as-computing";
        }

        @Override
        public Integer input(int index) {
            return index;
        }

        @Override
        public Integer run(Integer input, TaskContext task) throws InterruptedException {
            Thread.sleep(1);
            return input;
        }

        @Override
        public long digest(Integer output) {
            return output;
        }
    }

    /** Computes, and says that it waits. */
    public static final class Computing implements Workload<Long, Long> {
        private static final int STEPS = 2_000_000;

        @Override
        public String id() {
            return "computes-as-waiting";
        }

        @Override
        public boolean waits() {
            return true;
        }

        @Override
        public Long input(int index) {
            return index + 1L;
        }

        @Override
        public Long run(Long input, TaskContext task) {
            long state = input;
            for (int i = 0; i < STEPS; i++) {
                state ^= state << 13;
                state ^= state >>> 7;
                state ^= state << 17;
            }
            return state;
        }

        @Override
        public long digest(Long output) {
            return output;
        }
    }
}
