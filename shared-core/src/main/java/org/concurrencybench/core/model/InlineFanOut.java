package org.concurrencybench.core.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Parts run one after the other on the thread that asks for them. The timeout is checked whenever a part has ended: a
 * part that runs is not interrupted, so a call takes as much longer than its timeout as that part does.
 */
final class InlineFanOut implements SessionFanOut {
    private final String model;
    private final ThreadLocal<Boolean> within = new ThreadLocal<>();

    InlineFanOut(String model) {
        this.model = model;
    }

    @Override
    public <T> List<T> all(List<? extends Callable<? extends T>> parts, Duration timeout) throws Exception {
        refuseNested();
        long end = end(timeout);
        List<T> outputs = new ArrayList<>(parts.size());
        for (Callable<? extends T> part : parts) {
            outputs.add(run(part));
            check(end, outputs.size(), parts.size(), timeout);
        }
        return outputs;
    }

    @Override
    public <T> T first(List<? extends Callable<? extends T>> parts, Duration timeout) throws Exception {
        refuseNested();
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("first() needs a part, and there is none");
        }
        long end = end(timeout);
        for (int index = 0; ; index++) {
            T output;
            try {
                output = run(parts.get(index));
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception | Error e) {
                check(end, index + 1, parts.size(), timeout);
                if (index + 1 == parts.size()) {
                    throw e;
                }
                continue;
            }
            check(end, index + 1, parts.size(), timeout);
            return output;
        }
    }

    private <T> T run(Callable<? extends T> part) throws Exception {
        within.set(true);
        try {
            return part.call();
        } finally {
            within.remove();
        }
    }

    private void refuseNested() {
        if (within.get() != null) {
            throw PartThreads.nested(model);
        }
    }

    private static long end(Duration timeout) {
        return System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
    }

    private static void check(long end, int ended, int parts, Duration timeout) throws TimeoutException {
        if (System.nanoTime() - end > 0) {
            throw new TimeoutException(ended + " of " + parts + " parts had run one after the other when "
                    + timeout.toMillis() + " ms had passed");
        }
    }

    @Override
    public void close() {} // it has no thread of its own
}
