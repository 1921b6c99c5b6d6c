package org.concurrencybench.process.prices;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.core.prices.TimedOperation;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerFunction;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.coordination.Coordinator;
import org.concurrencybench.process.worker.WorkerProcess;

/** Another process that shares objects with this one, which owns them. It serves {@link Rounds}. */
final class Partner implements AutoCloseable {
    private static final int QUEUED_ROUNDS = 4;
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);
    private static final long END_SECONDS = 30;

    private final Coordinator coordinator;
    private final Rounds rounds;
    private final WorkerProcess<?, Long> process;

    private Partner(Coordinator coordinator, Rounds rounds, WorkerProcess<?, Long> process) {
        this.coordinator = coordinator;
        this.rounds = rounds;
        this.process = process;
    }

    /** What the two processes share. */
    @FunctionalInterface
    interface Sharing<P> {
        P of(Coordinator coordinator, Rounds rounds) throws Exception;
    }

    /** What both do: this process {@code mine}, which may be nothing, the other one its function. */
    @FunctionalInterface
    interface Mine<P> {
        Rounds.Part with(P shared) throws Exception;
    }

    /** Of a worker process, which is as small as it can be. */
    static WorkerOptions options() {
        return WorkerOptions.defaults()
                .withJvmArguments(List.of("-Xmx64m", "-XX:+UseSerialGC"))
                .withInheritedOptions();
    }

    /**
     * An operation in which another process does what {@code function} serves, and this one {@code mine} at the same
     * time.
     */
    static <P> Operation open(Class<? extends WorkerFunction<P, Long>> function, Sharing<P> sharing, Mine<P> mine)
            throws Exception {
        Coordinator coordinator = Coordinator.start();
        try {
            Rounds rounds = new Rounds(coordinator.newQueue(Integer.class, QUEUED_ROUNDS), coordinator.newSemaphore(0));
            P shared = sharing.of(coordinator, rounds);
            Rounds.Part part = mine.with(shared);
            WorkerProcess<P, Long> process =
                    new WorkerProcess<>("partner", options(), FunctionSpec.of(function), shared);
            process.start();
            return new Together(new Partner(coordinator, rounds, process), part);
        } catch (Exception | Error e) {
            coordinator.close();
            throw e;
        }
    }

    private void begin(int times) throws Exception {
        rounds.times().put(times);
    }

    private void awaitEnd() throws Exception {
        while (!rounds.done().tryAcquire(CHECK_INTERVAL)) {
            if (!process.isAlive()) {
                process.result().get(END_SECONDS, TimeUnit.SECONDS); // throws what ended it
                throw new IllegalStateException("the other process has ended before its part was done");
            }
        }
    }

    @Override
    public void close() throws Exception {
        try (coordinator) {
            try {
                rounds.times().put(0);
                process.result().get(END_SECONDS, TimeUnit.SECONDS);
            } catch (Exception e) {
                process.kill(); // it would wait for a round that does not come
                throw e;
            } finally {
                process.close();
            }
        }
    }

    private record Together(Partner partner, Rounds.Part mine) implements TimedOperation {
        @Override
        public void run(int times) throws Exception {
            partner.begin(times);
            mine.run(times);
            partner.awaitEnd();
        }

        @Override
        public void close() throws Exception {
            partner.close();
        }
    }
}
