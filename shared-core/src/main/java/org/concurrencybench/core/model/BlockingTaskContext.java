package org.concurrencybench.core.model;

import org.concurrencybench.core.api.BlockingHttp;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.http.BlockingHttpClient;
import org.jspecify.annotations.Nullable;

/** What tasks in blocking form are given in this JVM, alike for all models; belongs to one session and ends with it. */
public final class BlockingTaskContext implements TaskContext, AutoCloseable {
    private final String model;
    private final int concurrency;
    private volatile boolean cancelled;
    private volatile @Nullable BlockingHttpClient http;

    /**
     * A context of an open session.
     *
     * @param model the id of the model, for messages
     * @param concurrency how many tasks are in flight at most, as in {@link org.concurrencybench.core.api.Settings}
     */
    public BlockingTaskContext(String model, int concurrency) {
        this.model = model;
        this.concurrency = concurrency;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    /** Says to running tasks that they should stop. */
    public void cancel() {
        cancelled = true;
    }

    @Override
    public <C> C capability(Class<C> type) {
        if (type == BlockingHttp.class) {
            BlockingHttpClient ready = http;
            return type.cast(ready == null ? openHttp() : ready);
        }
        throw new UnsupportedOperationException("model '" + model + "' offers blocking tasks no " + type.getSimpleName()
                + "; it offers " + BlockingHttp.class.getSimpleName());
    }

    private synchronized BlockingHttpClient openHttp() {
        if (cancelled) {
            throw new IllegalStateException("the session of model '" + model + "' is closed");
        }
        BlockingHttpClient ready = http;
        if (ready == null) {
            ready = new BlockingHttpClient(concurrency);
            http = ready;
        }
        return ready;
    }

    /** Cancels, and closes the clients: calls in flight fail. */
    @Override
    public synchronized void close() {
        cancelled = true;
        BlockingHttpClient ready = http;
        if (ready != null) {
            ready.close();
        }
    }
}
