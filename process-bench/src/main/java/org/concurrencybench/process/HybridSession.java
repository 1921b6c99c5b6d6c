package org.concurrencybench.process;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Task;

/** A session of another model in this JVM, with workers for what its tasks compute. */
final class HybridSession<I, O> implements Session<I, O> {
    private final Session<I, O> waiting;
    private final ComputationPool pool;
    private final int workers;
    private final AtomicLong tasks = new AtomicLong();

    HybridSession(Session<I, O> waiting, ComputationPool pool, int workers) {
        this.waiting = waiting;
        this.pool = pool;
        this.workers = workers;
    }

    @Override
    public void submit(Task<I, O> task) throws InterruptedException {
        waiting.submit(task);
        tasks.incrementAndGet();
    }

    @Override
    public void flush() {
        waiting.flush();
    }

    /** The workers: what is left in this JVM hardly computes. */
    @Override
    public int jvms() {
        return workers;
    }

    @Override
    public Map<String, String> inEffect() {
        Map<String, String> inEffect = new HashMap<>(waiting.inEffect());
        inEffect.putAll(WorkerFigures.inEffect(pool.workers()));
        return inEffect;
    }

    /** What crossed is per task, however many computing parts a task has. */
    @Override
    public Map<String, Double> account() {
        Map<String, Double> account = new HashMap<>(waiting.account());
        account.putAll(WorkerFigures.account(pool.statistics(), tasks.get()));
        return account;
    }

    @Override
    public Optional<String> blockedAt() {
        return waiting.blockedAt();
    }

    /** Tasks end before the workers do, which they may be waiting for. */
    @Override
    public void close() throws Exception {
        try (ComputationPool last = pool;
                Session<I, O> first = waiting) {}
    }
}
