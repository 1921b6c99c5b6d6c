package org.concurrencybench.reports.run;

import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/** Workloads that compute, and do beside it what ordinary code does. */
public final class OrdinaryWorkloads {
    private OrdinaryWorkloads() {}

    /** A tenth of each task is under a lock that all share. */
    public static final class Locking extends Computing {
        private final ReentrantLock lock = new ReentrantLock();

        public Locking() {
            super("takes-a-lock");
        }

        @Override
        public Long run(Long input, TaskContext task) {
            long state = steps(input, 18_000);
            lock.lock();
            try {
                return steps(state, 2_000);
            } finally {
                lock.unlock();
            }
        }
    }

    /** The same with a monitor. */
    public static final class Synchronizing extends Computing {
        private final Object monitor = new Object();

        public Synchronizing() {
            super("synchronizes");
        }

        @Override
        public Long run(Long input, TaskContext task) {
            long state = steps(input, 18_000);
            synchronized (monitor) {
                return steps(state, 2_000);
            }
        }
    }

    /** Prints a line. */
    public static final class Printing extends Computing {
        public Printing() {
            super("prints");
        }

        @Override
        public Long run(Long input, TaskContext task) {
            long state = steps(input, 20_000);
            System.out.println("a line of task " + input);
            return state;
        }
    }

    /** Splits itself up over the common pool. */
    public static final class Streaming extends Computing {
        public Streaming() {
            super("uses-a-parallel-stream");
        }

        @Override
        public Long run(Long input, TaskContext task) {
            return LongStream.range(0, 4)
                    .parallel()
                    .map(part -> steps(input + part, 10_000))
                    .sum();
        }
    }

    /** What they have in common. */
    public abstract static class Computing implements Workload<Long, Long> {
        private final String id;

        Computing(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public Long input(int index) {
            return index + 1L;
        }

        @Override
        public long digest(Long output) {
            return output;
        }

        /** Marsaglia's xorshift. */
        static long steps(long seed, int count) {
            long state = seed;
            for (int i = 0; i < count; i++) {
                state ^= state << 13;
                state ^= state >>> 7;
                state ^= state << 17;
            }
            return state;
        }
    }
}
