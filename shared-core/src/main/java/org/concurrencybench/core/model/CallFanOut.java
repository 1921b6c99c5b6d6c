package org.concurrencybench.core.model;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** A fan-out whose calls are all run in one way, be they {@link #all} or {@link #first}. */
public abstract class CallFanOut implements SessionFanOut {
    /**
     * Runs the parts of {@code call}; returns when it has ended well.
     *
     * @throws Exception what {@link FanOutCall#await} throws, or why parts could not be started
     */
    protected abstract void run(FanOutCall<?> call, Duration timeout) throws Exception;

    @Override
    public final <T> List<T> all(List<? extends Callable<? extends T>> parts, Duration timeout) throws Exception {
        FanOutCall<T> call = FanOutCall.all(parts);
        run(call, timeout);
        return call.outputs();
    }

    @Override
    public final <T> T first(List<? extends Callable<? extends T>> parts, Duration timeout) throws Exception {
        FanOutCall<T> call = FanOutCall.first(parts);
        run(call, timeout);
        return call.output();
    }
}
