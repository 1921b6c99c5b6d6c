package org.concurrencybench.reports.run;

import java.net.InetAddress;
import java.net.Socket;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.core.model.TaskRunner;

/** Models that give right outputs and yet must not be believed; the fixtures of the gates. */
public final class BrokenModels {
    private static final ThreadFactory DAEMONS = Thread.ofPlatform().daemon().factory();

    private BrokenModels() {}

    /** Ignores its concurrency: a thread for each task. */
    public static final class Greedy extends OnThreads {
        public Greedy() {
            super("greedy");
        }

        @Override
        ExecutorService executor(Settings settings) {
            return Executors.newCachedThreadPool(DAEMONS);
        }
    }

    /** Says that it is concurrent and has one thread. */
    public static final class OneByOne extends OnThreads {
        public OneByOne() {
            super("one-by-one");
        }

        @Override
        ExecutorService executor(Settings settings) {
            return Executors.newSingleThreadExecutor(DAEMONS);
        }
    }

    /** Takes half the threads that it is told to, and admits it. */
    public static final class HalfPool extends OnThreads {
        public HalfPool() {
            super("half-pool");
        }

        @Override
        ExecutorService executor(Settings settings) {
            return Executors.newFixedThreadPool(threads(settings), DAEMONS);
        }

        @Override
        Map<String, String> inEffect(Settings settings) {
            return Map.of("concurrency", Integer.toString(threads(settings)));
        }

        private static int threads(Settings settings) {
            return Math.max(1, settings.concurrency() / 2);
        }
    }

    /**
     * Runs each task once and answers from memory ever after: dead code, as a clever compiler or a cache would have it.
     */
    public static final class Remembering extends OnThreads {
        public Remembering() {
            super("remembering");
        }

        @Override
        ExecutorService executor(Settings settings) {
            return Executors.newFixedThreadPool(settings.concurrency(), DAEMONS);
        }

        @Override
        public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) throws Exception {
            Session<I, O> pool = super.open(workload, settings);
            Map<I, O> known = Collections.synchronizedMap(new IdentityHashMap<>());
            return new Session<>() {
                @Override
                public void submit(Task<I, O> task) throws InterruptedException {
                    O output = known.get(task.input());
                    if (output == null) {
                        pool.submit(new Noted<>(task, known));
                    } else {
                        task.succeeded(output, 0);
                    }
                }

                @Override
                public void close() throws Exception {
                    pool.close();
                }
            };
        }

        private record Noted<I, O>(Task<I, O> task, Map<I, O> known) implements Task<I, O> {
            @Override
            public I input() {
                return task.input();
            }

            @Override
            public void succeeded(O output, long busyNanos) {
                known.put(task.input(), output);
                task.succeeded(output, busyNanos);
            }

            @Override
            public void failed(Throwable cause) {
                task.failed(cause);
            }
        }
    }

    /** A pool like any other, but while it is open a process that is not the run's is made to burn a CPU. */
    public static final class Unlucky extends OnThreads {
        private static final Parameter<Integer> PORT =
                Parameter.ofInt("port", 0, 0, 65535, "", "of the process that is to burn a CPU");

        public Unlucky() {
            super("unlucky-pool");
        }

        @Override
        public List<Parameter<?>> settings() {
            return List.of(PORT);
        }

        @Override
        ExecutorService executor(Settings settings) {
            return Executors.newFixedThreadPool(settings.concurrency(), DAEMONS);
        }

        @Override
        public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) throws Exception {
            Socket held =
                    new Socket(InetAddress.getLoopbackAddress(), settings.own().get(PORT));
            Session<I, O> pool = super.open(workload, settings);
            return new Session<>() {
                @Override
                public void submit(Task<I, O> task) throws InterruptedException {
                    pool.submit(task);
                }

                @Override
                public void close() throws Exception {
                    try (held) {
                        pool.close();
                    }
                }
            };
        }
    }

    /** Runs anything but {@code primes}. */
    public static final class Choosy extends OnThreads {
        public Choosy() {
            super("choosy");
        }

        @Override
        public Optional<String> refusal(Workload<?, ?> workload, int javaVersion) {
            return workload.id().equals("primes") ? Optional.of("it does not like numbers") : Optional.empty();
        }

        @Override
        ExecutorService executor(Settings settings) {
            return Executors.newFixedThreadPool(settings.concurrency(), DAEMONS);
        }
    }

    private abstract static class OnThreads implements ConcurrencyModel {
        private final String id;

        OnThreads(String id) {
            this.id = id;
        }

        abstract ExecutorService executor(Settings settings);

        Map<String, String> inEffect(Settings settings) {
            return Map.of();
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public ModelFamily family() {
            return ModelFamily.THREADS;
        }

        @Override
        public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) throws Exception {
            ExecutorService executor = executor(settings);
            TaskRunner<I, O> runner = new TaskRunner<>(workload.workload(), new BlockingTaskContext(id, 1));
            return new Session<>() {
                @Override
                public void submit(Task<I, O> task) {
                    executor.execute(() -> runner.run(task));
                }

                @Override
                public Map<String, String> inEffect() {
                    return OnThreads.this.inEffect(settings);
                }

                @Override
                public void close() {
                    executor.shutdownNow();
                }
            };
        }
    }
}
