package org.concurrencybench.async;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.concurrencybench.core.api.Task;
import org.jspecify.annotations.Nullable;

/**
 * One task in flight.
 *
 * <p>Two threads may meet here: the one that started the chain and the one that ends it, which may be the same and may
 * come in any order. Whichever passes second drives the lane on: so a chain that ends at once is followed by a loop and
 * not by a deeper stack, and one that ends later is followed by nobody's waiting. A third, the one that closes the
 * session, may want to end the chain as well; {@link #CLAIMED} decides who completes the task.
 */
final class Chain<I, O> implements BiConsumer<O, @Nullable Throwable> {
    private static final int CLAIMED = 1;
    private static final int PASSED = 2;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Chain.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Task<I, O> task;
    private final Lane<I, O> lane;
    private final long start = System.nanoTime();

    @SuppressWarnings("UnusedVariable") // by STATE
    private volatile int state;

    Chain(Task<I, O> task, Lane<I, O> lane) {
        this.task = task;
        this.lane = lane;
    }

    /** Ends the chain: its stage calls this, with the output or what failed. */
    @Override
    public void accept(O output, @Nullable Throwable failure) {
        if (failure != null) {
            failed(cause(failure));
            return;
        }
        long busyNanos = System.nanoTime() - start;
        if (!isSecond(CLAIMED)) {
            try {
                task.succeeded(output, busyNanos);
            } finally {
                pass();
            }
        }
    }

    /** Ends the chain: it failed, or never came to be. */
    void failed(Throwable cause) {
        if (!isSecond(CLAIMED)) {
            try {
                task.failed(lane.isClosed() ? closed(cause) : cause);
            } finally {
                pass();
            }
        }
    }

    private void pass() {
        if (isSecond(PASSED)) {
            lane.resume(this);
        }
    }

    /** The starter has nothing more to do here; true when the chain has ended already, so that the starter goes on. */
    boolean leave() {
        return isSecond(PASSED);
    }

    boolean hasEnded() {
        return (state & PASSED) != 0;
    }

    /** Completes the task unless the chain has: its session is closed. */
    void abandon() {
        if (!isSecond(CLAIMED)) {
            task.failed(closed(null));
        }
    }

    /** What fails once the session is closed fails for that: its executor takes no more stages. */
    private static CancellationException closed(@Nullable Throwable consequence) {
        CancellationException closed = new CancellationException("the session was closed before the chain ended");
        closed.initCause(consequence);
        return closed;
    }

    private boolean isSecond(int mark) {
        return ((int) STATE.getAndBitwiseOr(this, mark) & mark) != 0;
    }

    /** What failed, without the wrapping that dependent stages put around it. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
    }
}
