package org.concurrencybench.reports.selfcheck;

import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Task;

/** Hands some tasks over twice; nobody waits for the second run, but the tasks after it wait for its place. */
final class EncoreSession<I, O> implements Session<I, O> {
    private static final int WHOLE = 100;

    private final Session<I, O> session;
    private final int percent;
    private int owed;

    EncoreSession(Session<I, O> session, int percent) {
        this.session = session;
        this.percent = percent;
    }

    @Override
    public void submit(Task<I, O> task) throws InterruptedException {
        session.submit(task);
        owed += percent;
        if (owed >= WHOLE) {
            owed -= WHOLE;
            session.submit(new Encore<>(task.input()));
        }
    }

    @Override
    public void flush() {
        session.flush();
    }

    @Override
    public int jvms() {
        return session.jvms();
    }

    @Override
    public void close() throws Exception {
        session.close();
    }

    /** The same input once more; the first run has answered for it. */
    private record Encore<I, O>(I input) implements Task<I, O> {
        @Override
        public void succeeded(O output, long busyNanos) {}

        @Override
        public void failed(Throwable cause) {}
    }
}
