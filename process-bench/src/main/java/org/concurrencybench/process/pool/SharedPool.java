package org.concurrencybench.process.pool;

import java.util.List;

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
 * <p>Design note. To a worker it is one function, whose inputs begin with the number of the function that is meant; outputs are read by the
 * codec of whoever waits for them, so they need no number.
 */
public final class SharedPool implements AutoCloseable {
    private final ProcessPool<Errand, Object> pool;
    private final List<Registration<?, ?>> functions;

    private SharedPool(ProcessPool<Errand, Object> pool, List<Registration<?, ?>> functions) {
        this.pool = pool;
        this.functions = functions;
    }

    /**
     * Starts all workers and waits until they are ready.
     *
     * @throws ProcessPoolException when one cannot be started, or one of the functions not be opened; nothing is left then
     */
    public static SharedPool start(ProcessPoolConfig config, Registration<?, ?>... functions)
            throws ProcessPoolException, InterruptedException {
        return start(config, List.of(functions));
    }

    /** The same for functions in a list, one at least. */
    public static SharedPool start(ProcessPoolConfig config, List<Registration<?, ?>> functions)
            throws ProcessPoolException, InterruptedException {
        List<Registration<?, ?>> copy = List.copyOf(functions);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("a shared pool needs at least one function");
        }
        return new SharedPool(ProcessPool.start(config, ManyFunctions.registration(copy)), copy);
    }

    /**
     * The pool as this function sees it: its tasks only, everybody's workers, queue and limits. Closing or shutting it down ends the
     * shared pool.
     *
     * @param function a registration that the pool was started with, or one of the same function with the same set-up and constants
     * @throws IllegalArgumentException when the pool was started without it
     */
    public <I, O> ProcessPool<I, O> of(Registration<I, O> function) {
        int number = 0;
        while (number < functions.size() && !functions.get(number).isSame(function)) {
            number++;
        }
        if (number == functions.size()) {
            throw new IllegalArgumentException(
                    function + " is not among the functions of this pool: give it to start, which has " + functions);
        }
        return pool.forFunction(new Registration<>(
                function.function(),
                function.setup(),
                new Errand.Input<>(number, function.input()),
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
     * @throws WorkerCloseException when a function's close failed or a worker had to be killed; all is ended nevertheless
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
