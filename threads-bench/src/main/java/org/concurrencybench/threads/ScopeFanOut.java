package org.concurrencybench.threads;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.concurrencybench.core.model.PartThreads;
import org.concurrencybench.core.model.SessionFanOut;

/**
 * Each call is a scope within the task, with the JDK's own joiners and timeout, and a virtual thread for each part. A
 * call returns when the threads of all parts have ended, those of cancelled parts too.
 */
final class ScopeFanOut implements SessionFanOut {
    private final String model;
    private final ThreadFactory threads;

    ScopeFanOut(String model) {
        this.model = model;
        this.threads = Thread.ofVirtual().name(PartThreads.prefix(model)).factory();
    }

    @Override
    public <T> List<T> all(List<? extends Callable<? extends T>> parts, Duration timeout) throws Exception {
        PartThreads.refuseNested(model);
        try (TaskScope scope = TaskScope.all(threads, timeout)) {
            parts.forEach(scope::fork);
            @SuppressWarnings("unchecked") // what the joiner of such a scope returns: its subtasks
            Stream<Supplier<T>> ended = (Stream<Supplier<T>>) Objects.requireNonNull(scope.join(timeout));
            return ended.map(Supplier::get).toList();
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // what the joiner of such a scope returns; null if the part did
    public <T> T first(List<? extends Callable<? extends T>> parts, Duration timeout) throws Exception {
        PartThreads.refuseNested(model);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("first() needs a part, and there is none");
        }
        try (TaskScope scope = TaskScope.first(threads, timeout)) {
            parts.forEach(scope::fork);
            return (T) scope.join(timeout);
        }
    }

    @Override
    public void close() {} // each scope ends with its call
}
