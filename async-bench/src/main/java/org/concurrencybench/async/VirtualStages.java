package org.concurrencybench.async;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.concurrencybench.core.model.Carriers;
import org.concurrencybench.core.model.ExecutorShutdown;

/** A virtual thread for each stage; a stage that blocks its thread gives the carrier away, so none is watched. */
final class VirtualStages implements ChainExecutor {
    private final String model;
    private final ExecutorService threads;

    VirtualStages(String model) {
        this.model = model;
        threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(model + "-", 0).factory());
    }

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    /** Whose virtual thread it is does not matter, as they are not scarce. */
    @Override
    public boolean isCurrent() {
        return Thread.currentThread().isVirtual();
    }

    @Override
    public Collection<Thread> watched() {
        return List.of();
    }

    @Override
    public Map<String, String> inEffect() {
        return Carriers.inEffect();
    }

    @Override
    public void close() {
        ExecutorShutdown.await(threads, model);
    }
}
