package org.concurrencybench.async;

import java.util.concurrent.CompletionStage;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.Workload;

/** Starts one chain after the other, each when the one before has ended; as many lanes, as many chains in flight. */
final class Lane<I, O> implements Runnable {
    private final ChainSession<I, O> session;
    private final Workload<I, O> workload;
    private final AsyncContext context;

    Lane(ChainSession<I, O> session, Workload<I, O> workload, AsyncContext context) {
        this.session = session;
        this.workload = workload;
        this.context = context;
    }

    @Override
    public void run() {
        Task<I, O> task = session.take();
        while (task != null && endsAtOnce(task)) {
            task = session.take();
        }
    }

    /** Goes on after {@code ended}, which was in flight for a while. */
    void resume(Chain<I, O> ended) {
        session.landed(ended);
        session.onExecutor(this);
    }

    boolean isClosed() {
        return context.isCancelled();
    }

    private boolean endsAtOnce(Task<I, O> task) {
        Chain<I, O> chain = new Chain<>(task, this);
        start(task.input(), chain);
        if (!chain.hasEnded()) {
            session.tookOff(chain);
            if (!chain.leave()) {
                return false;
            }
            session.landed(chain);
        }
        return true;
    }

    private void start(I input, Chain<I, O> chain) {
        CompletionStage<O> stage;
        try {
            stage = workload.runAsync(input, context);
            if (stage == null) {
                throw new NullPointerException("runAsync() of workload '" + workload.id() + "' returned null");
            }
        } catch (Throwable e) {
            chain.failed(e);
            return;
        }
        stage.whenComplete(chain);
    }
}
