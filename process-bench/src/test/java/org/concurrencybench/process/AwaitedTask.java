package org.concurrencybench.process;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Task;

/** A task that a test waits for. */
final class AwaitedTask<I, O> extends CompletableFuture<O> implements Task<I, O> {
    private final I input;

    AwaitedTask(I input) {
        this.input = input;
    }

    static <I, O> AwaitedTask<I, O> submit(Session<I, O> session, I input) throws InterruptedException {
        AwaitedTask<I, O> task = new AwaitedTask<>(input);
        session.submit(task);
        session.flush();
        return task;
    }

    O await() throws Exception {
        return get(60, TimeUnit.SECONDS);
    }

    @Override
    public I input() {
        return input;
    }

    @Override
    public void succeeded(O output, long busyNanos) {
        complete(output);
    }

    @Override
    public void failed(Throwable cause) {
        completeExceptionally(cause);
    }
}
