package org.concurrencybench.async;

import java.util.concurrent.CompletionStage;
import org.concurrencybench.core.api.Task;

/** Starts one chain after the other, each when the one before has ended; as many lanes, as many chains in flight. */
final class Lane<I, O> implements Runnable {
    private final ChainSession<I, O> session;
    private final TaskForm<I, O> form;

    Lane(ChainSession<I, O> session, TaskForm<I, O> form) {
        this.session = session;
        this.form = form;
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
        return session.isClosed();
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
            stage = form.start(input);
        } catch (Throwable e) {
            chain.failed(e);
            return;
        }
        stage.whenComplete(chain);
    }
}
