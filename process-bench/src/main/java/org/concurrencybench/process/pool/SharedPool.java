package org.concurrencybench.process.pool;

import java.util.Arrays;
import java.util.List;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.api.WorkerCloseException;
import org.concurrencybench.process.api.WorkerFacts;
import org.concurrencybench.process.internal.Arguments;
import org.concurrencybench.process.internal.child.FunctionDispatch;
import org.concurrencybench.process.internal.child.FunctionValue;

/**
 * Worker JVMs that several functions share: each worker opens all of them, and runs tasks of any as they come.
 *
 * <pre>{@code
 * try (SharedPool workers = SharedPool.start(ProcessPoolConfig.ofWorkers(4), PRICES, NAMES)) {
 *     CompletableFuture<Long> price = workers.of(PRICES).submit(article);
 *     List<String> names = workers.of(NAMES).map(articles).values();
 * }
 * }</pre>
 *
 * @implNote To a worker it is one function, whose inputs begin with the number of the function that is meant; outputs
 *     are read by the codec of whoever waits for them, so they need no number.
 */
public final class SharedPool implements AutoCloseable {
    private final ProcessPool<FunctionValue, Object> pool;
    private final List<FunctionSpec<?, ?>> functions;

    private SharedPool(ProcessPool<FunctionValue, Object> pool, List<FunctionSpec<?, ?>> functions) {
        this.pool = pool;
        this.functions = functions;
    }

    /**
     * Starts all workers and waits until they are ready.
     *
     * @throws ProcessPoolException when one cannot be started, or one of the functions not be opened; nothing is left
     *     then
     */
    public static SharedPool start(ProcessPoolConfig config, FunctionSpec<?, ?>... functions)
            throws ProcessPoolException, InterruptedException {
        return start(config, Arrays.asList(Arguments.required("functions", functions)));
    }

    /**
     * Starts workers for the functions in a list, one at least, as {@link #start(ProcessPoolConfig, FunctionSpec[])}
     * does.
     */
    public static SharedPool start(ProcessPoolConfig config, List<FunctionSpec<?, ?>> functions)
            throws ProcessPoolException, InterruptedException {
        Arguments.required("functions", functions).forEach(function -> Arguments.required("a function", function));
        List<FunctionSpec<?, ?>> copy = List.copyOf(functions);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("a shared pool needs at least one function");
        }
        return new SharedPool(ProcessPool.start(config, FunctionDispatch.spec(copy)), copy);
    }

    /**
     * The pool as this function sees it: its tasks only, everybody's workers, queue and limits. Closing or shutting it
     * down ends the shared pool.
     *
     * @param function what the pool was started with, or another spec of the same function with the same set-up and
     *     constants
     * @throws IllegalArgumentException when the pool was started without it
     */
    public <I, O> ProcessPool<I, O> of(FunctionSpec<I, O> function) {
        Arguments.required("function", function);
        int number = 0;
        while (number < functions.size() && !functions.get(number).isSame(function)) {
            number++;
        }
        if (number == functions.size()) {
            throw new IllegalArgumentException(
                    function + " is not among the functions of this pool: give it to start, which has " + functions);
        }
        return pool.forFunction(new FunctionSpec<>(
                function.type(),
                function.setup(),
                new FunctionValue.Input<>(number, function.input()),
                function.output(),
                function.constants()));
    }

    /** What the pool has done so far, for all functions together. */
    public PoolStatistics statistics() {
        return pool.statistics();
    }

    /** The JVMs of the workers that are ready now. */
    public List<WorkerFacts> workers() {
        return pool.workers();
    }

    /** As {@link ProcessPool#shutdown}. */
    public void shutdown() {
        pool.shutdown();
    }

    /** As {@link ProcessPool#shutdownNow}. */
    public void shutdownNow() {
        pool.shutdownNow();
    }

    /**
     * As {@link ProcessPool#close}, with every function.
     *
     * @throws WorkerCloseException when a function's close failed or a worker had to be killed; all is ended
     *     nevertheless
     */
    @Override
    public void close() throws WorkerCloseException {
        pool.close();
    }

    @Override
    public String toString() {
        return pool + ", shared by " + functions;
    }
}
