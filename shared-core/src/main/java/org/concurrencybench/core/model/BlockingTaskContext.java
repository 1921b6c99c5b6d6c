package org.concurrencybench.core.model;

import org.concurrencybench.core.api.BlockingHttp;
import org.concurrencybench.core.api.FanOut;
import org.concurrencybench.core.api.Jdbc;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.http.BlockingHttpClient;
import org.concurrencybench.core.jdbc.JdbcPools;
import org.jspecify.annotations.Nullable;

/** What tasks in blocking form are given in this JVM, alike for all models; belongs to one session and ends with it. */
public final class BlockingTaskContext implements TaskContext, AutoCloseable {
    private final String model;
    private final int concurrency;
    private final @Nullable SessionFanOut fanOut;
    private volatile boolean cancelled;
    private volatile @Nullable BlockingHttpClient http;
    private volatile @Nullable JdbcPools jdbc;

    /**
     * A context of an open session without {@link FanOut}.
     *
     * @param model the id of the model, for messages
     * @param concurrency how many tasks are in flight at most, as in {@link org.concurrencybench.core.api.Settings}
     */
    public BlockingTaskContext(String model, int concurrency) {
        this.model = model;
        this.concurrency = concurrency;
        this.fanOut = null;
    }

    /** A context of an open session whose tasks may fan out; {@code fanOut} ends with it. */
    public BlockingTaskContext(String model, int concurrency, SessionFanOut fanOut) {
        this.model = model;
        this.concurrency = concurrency;
        this.fanOut = fanOut;
    }

    /** A context of tasks that run one by one on one thread; the parts of a task do as well. */
    public static BlockingTaskContext sequential(String model) {
        return new BlockingTaskContext(model, 1, new InlineFanOut(model));
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
        if (type == Jdbc.class) {
            JdbcPools ready = jdbc;
            return type.cast(ready == null ? openJdbc() : ready);
        }
        if (type == FanOut.class && fanOut != null) {
            return type.cast(fanOut);
        }
        throw new UnsupportedOperationException("model '" + model + "' offers blocking tasks no " + type.getSimpleName()
                + "; it offers " + BlockingHttp.class.getSimpleName() + (fanOut == null ? " and " : ", ")
                + Jdbc.class.getSimpleName() + (fanOut == null ? "" : " and " + FanOut.class.getSimpleName()));
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

    private synchronized JdbcPools openJdbc() {
        if (cancelled) {
            throw new IllegalStateException("the session of model '" + model + "' is closed");
        }
        JdbcPools ready = jdbc;
        if (ready == null) {
            ready = new JdbcPools(model);
            jdbc = ready;
        }
        return ready;
    }

    /** Cancels, closes the clients (calls in flight fail), and ends the fan-out. */
    @Override
    public void close() {
        closeClients();
        if (fanOut != null) {
            fanOut.close(); // without the lock: a part that ends may be waiting for it
        }
    }

    private synchronized void closeClients() {
        cancelled = true;
        BlockingHttpClient ready = http;
        if (ready != null) {
            ready.close();
        }
        JdbcPools pools = jdbc;
        if (pools != null) {
            pools.close();
        }
    }
}
