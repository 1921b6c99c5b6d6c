package org.concurrencybench.core.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.concurrencybench.core.api.FanOut;
import org.jspecify.annotations.Nullable;

/**
 * One call of a {@link FanOut} whose parts run on threads that this class knows nothing of. Each part is run by one
 * thread at most, once; the thread that called waits in {@link #await}.
 *
 * @implNote The call is settled once: by the part that decides it, by the time, or by an interruption of the caller.
 *     Whichever thread settles it cancels all other parts before the caller returns.
 * @param <T> what a part returns
 */
public final class FanOutCall<T> {
    private final boolean first;
    private final List<Part> parts;
    private final @Nullable Object[] outputs;
    /** Parts that have not ended. */
    private final AtomicInteger open;

    private final AtomicBoolean over = new AtomicBoolean();
    private final CountDownLatch settled = new CountDownLatch(1);
    /** These two are written by the thread that settles, before it counts down. */
    private @Nullable Throwable failure;

    private int winner;

    private FanOutCall(boolean first, List<? extends Callable<? extends T>> parts) {
        this.first = first;
        this.outputs = new Object[parts.size()];
        this.open = new AtomicInteger(parts.size());
        this.parts = IntStream.range(0, parts.size())
                .mapToObj(index -> new Part(index, parts.get(index)))
                .toList();
        if (parts.isEmpty()) {
            if (first) {
                throw new IllegalArgumentException("first() needs a part, and there is none");
            }
            settle(0, null);
        }
    }

    /** A call that ends when all parts have succeeded, or one has failed. */
    public static <T> FanOutCall<T> all(List<? extends Callable<? extends T>> parts) {
        return new FanOutCall<>(false, parts);
    }

    /**
     * A call that ends when one part has succeeded, or all have failed.
     *
     * @throws IllegalArgumentException when there is no part
     */
    public static <T> FanOutCall<T> first(List<? extends Callable<? extends T>> parts) {
        return new FanOutCall<>(true, parts);
    }

    /** The parts in their order. Running one a second time, or after it was cancelled, does nothing. */
    public List<? extends Runnable> parts() {
        return parts;
    }

    /** Fails the call with {@code cause}, unless it has ended. */
    public void fail(Throwable cause) {
        settle(0, cause);
    }

    /** Ends the call because {@code timeout} has passed, unless it has ended. */
    public void expire(Duration timeout) {
        settle(
                0,
                new TimeoutException(open.get() + " of " + parts.size() + " parts had not ended after "
                        + timeout.toMillis() + " ms"));
    }

    /**
     * Waits until the call has ended; called once, by the thread that fans out.
     *
     * @throws Exception what {@link FanOut} says
     */
    public void await(Duration timeout) throws Exception {
        try {
            if (!settled.await(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS)) {
                expire(timeout);
                settled.await(); // if another thread settles it just now
            }
        } catch (InterruptedException e) {
            fail(e);
            throw e;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof Exception exception) {
            throw exception;
        }
    }

    /** All outputs, in the order of the parts, after a call of {@link #all} has ended well. */
    @SuppressWarnings("unchecked") // only parts write to it
    public List<T> outputs() {
        return (List<T>) new ArrayList<>(Arrays.asList(outputs)); // of a class that may cross process borders
    }

    /** The output of the first part that succeeded, after a call of {@link #first} has ended well. */
    @SuppressWarnings({"unchecked", "NullAway"}) // only parts write to it; null where the part returned null
    public T output() {
        return (T) outputs[winner];
    }

    private void settle(int part, @Nullable Throwable cause) {
        if (over.compareAndSet(false, true)) {
            winner = part;
            failure = cause;
            if (open.get() > 0) {
                parts.forEach(Part::cancel);
            }
            settled.countDown();
        }
    }

    private void succeeded(int part, @Nullable T output) {
        outputs[part] = output;
        if (first) {
            settle(part, null); // before it counts as ended, else a failure might pass for the last of all
        }
        if (open.decrementAndGet() == 0) {
            settle(part, null);
        }
    }

    private void failed(Throwable cause) {
        if (open.decrementAndGet() == 0 || !first) {
            settle(0, cause);
        }
    }

    /** One part. Its lock makes sure that the interrupt of its cancellation reaches no other work of its thread. */
    final class Part implements Runnable {
        private final int index;
        private final Callable<? extends T> body;
        private boolean taken;
        private boolean interrupted;
        private @Nullable Thread runner;

        Part(int index, Callable<? extends T> body) {
            this.index = index;
            this.body = body;
        }

        @Override
        @SuppressWarnings("InterruptedExceptionSwallowed") // it is the failure of the part
        public void run() {
            if (!begin()) {
                return;
            }
            T output;
            try {
                output = body.call();
            } catch (Throwable e) {
                end();
                failed(e);
                return;
            }
            end();
            succeeded(index, output);
        }

        private synchronized boolean begin() {
            if (taken) {
                return false;
            }
            taken = true;
            runner = Thread.currentThread();
            return true;
        }

        private synchronized void end() {
            runner = null;
            if (interrupted) {
                Thread.interrupted();
            }
        }

        private synchronized void cancel() {
            taken = true;
            if (runner != null) {
                interrupted = true;
                runner.interrupt();
            }
        }

        /** Fails a part that no thread will run any more. */
        void abandon() {
            if (begin()) {
                end();
                failed(new CancellationException("the session was closed before the part ran"));
            }
        }
    }
}
