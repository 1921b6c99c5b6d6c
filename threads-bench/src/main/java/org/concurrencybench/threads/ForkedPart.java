package org.concurrencybench.threads;

import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/** A part of a task in the queue of the worker that runs the task. */
final class ForkedPart extends ForkJoinTask<@Nullable Void> {
    private final transient Runnable part;

    ForkedPart(Runnable part) {
        this.part = part;
    }

    @Override
    protected boolean exec() {
        PoolWorker.runPart(part);
        return true;
    }

    /** Runs it here, unless another worker has it. */
    void help() {
        if (tryUnfork()) {
            PoolWorker.runPart(part);
        }
    }

    @Override
    public @Nullable Void getRawResult() {
        return null;
    }

    @Override
    protected void setRawResult(@Nullable Void value) {}
}
