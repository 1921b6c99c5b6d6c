package org.concurrencybench.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.concurrencybench.core.api.Computation;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.api.WorkerCloseException;
import org.concurrencybench.process.api.WorkerFacts;
import org.concurrencybench.process.pool.PoolStatistics;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;
import org.concurrencybench.process.pool.SharedPool;

/** Workers that have the computing parts of a workload's tasks, for tasks that run in this JVM. */
final class ComputationPool implements AutoCloseable {
    private final String workload;
    private final SharedPool workers;
    private final Map<Class<?>, ProcessPool<?, ?>> byComputation = new HashMap<>();
    /** What tasks wait for, so that it can be stopped when they do not wait any more. */
    private final Set<CompletableFuture<?>> running = ConcurrentHashMap.newKeySet();

    private ComputationPool(String workload, SharedPool workers, Map<Class<?>, FunctionSpec<?, ?>> functions) {
        this.workload = workload;
        this.workers = workers;
        functions.forEach((computation, function) -> byComputation.put(computation, workers.of(function)));
    }

    /**
     * Starts the workers, and waits until they are ready.
     *
     * @throws IllegalArgumentException when workers could not make one of the computations, or one has no codec;
     *     nothing is started then
     * @throws ProcessPoolException when a worker cannot be started; nothing is left then
     */
    static ComputationPool start(ProcessPoolConfig config, Workload<?, ?> workload)
            throws ProcessPoolException, InterruptedException {
        Map<Class<?>, FunctionSpec<?, ?>> functions = new LinkedHashMap<>();
        for (Computation<?, ?> computation : workload.computations()) {
            functions.put(computation.getClass(), ComputationFunction.spec(computation));
        }
        // One reporter for each worker, however many functions it has.
        functions.entrySet().stream().limit(1).forEach(first -> first.setValue(WorkerUsage.asked(first.getValue())));
        List<FunctionSpec<?, ?>> all = new ArrayList<>(functions.values());
        return new ComputationPool(workload.id(), SharedPool.start(config, all), functions);
    }

    /**
     * Has it computed in a worker, and waits for that. When interrupted meanwhile, stops it.
     *
     * @throws Exception what it threw, or what became of its worker
     */
    <A, R> R compute(Computation<A, R> computation, A input) throws Exception {
        CompletableFuture<R> result = submit(computation, input);
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            switch (cause(e)) {
                case Exception failure -> throw failure;
                case Error failure -> throw failure;
                case Throwable failure -> throw new IllegalStateException(failure);
            }
        }
    }

    /** Has it computed in a worker; the stage completes on {@code executor}, as {@link #compute} ends. */
    <A, R> CompletableFuture<R> compute(Computation<A, R> computation, A input, Executor executor) {
        return submit(computation, input)
                .handleAsync(
                        (output, failure) -> {
                            if (failure != null) {
                                throw new CompletionException(cause(failure));
                            }
                            return output;
                        },
                        executor);
    }

    @SuppressWarnings({"FutureReturnValueIgnored", "UndefinedEquals"}) // the future itself is remembered, and no other
    private <A, R> CompletableFuture<R> submit(Computation<A, R> computation, A input) {
        CompletableFuture<R> result = pool(computation).submit(input);
        running.add(result);
        result.whenComplete((output, failure) -> running.remove(result));
        return result;
    }

    @SuppressWarnings("unchecked") // registered with the class of a computation of these types
    private <A, R> ProcessPool<A, R> pool(Computation<A, R> computation) {
        ProcessPool<?, ?> pool = byComputation.get(computation.getClass());
        if (pool == null) {
            throw new IllegalStateException("workload '" + workload + "' hands the computation "
                    + computation.getClass().getName() + " to its context, which its computations() do not name: they"
                    + " are "
                    + byComputation.keySet().stream().map(Class::getName).toList());
        }
        return (ProcessPool<A, R>) pool;
    }

    private static Throwable cause(Throwable failure) {
        Throwable thrown =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        return WorkerCauses.of(thrown);
    }

    List<WorkerFacts> workers() {
        return workers.workers();
    }

    PoolStatistics statistics() {
        return workers.statistics();
    }

    /**
     * Stops what is still computed, which nobody waits for any more, and ends all workers.
     *
     * @throws WorkerCloseException when a worker had to be killed at its end
     */
    @Override
    public void close() throws WorkerCloseException {
        running.forEach(result -> result.cancel(true));
        workers.close();
    }
}
