package org.concurrencybench.core.jmh;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.Values;
import org.jspecify.annotations.Nullable;

/**
 * A session full of waiting tasks. A thread of its own drives it from its opening to its closing, since some sessions
 * belong to one thread, and some wait in {@code flush()} until their tasks have ended.
 */
final class WaitingSession {
    private static final int LOOK_MILLIS = 10;

    private final ConcurrencyModel model;
    private final Settings settings;
    private final int count;
    private final WaitingTasks tasks = new WaitingTasks();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread driver = Thread.ofPlatform().daemon().name("waiting").unstarted(this::drive);

    WaitingSession(ConcurrencyModel model, Settings settings, int count) {
        this.model = model;
        this.settings = settings;
        this.count = count;
    }

    void start() {
        driver.start();
    }

    private void drive() {
        ConfiguredWorkload<Integer, Integer> workload =
                new ConfiguredWorkload<>(tasks, Values.of("workload 'waiting'", List.of(), Map.of()), Map.of());
        try (Session<Integer, Integer> session = model.open(workload, settings)) {
            try {
                for (int index = 0; index < count; index++) {
                    session.submit(new One(index, this));
                }
                session.flush();
                over.await();
            } finally {
                Thread.interrupted(); // that it is over may have come as an interrupt; closing must not be cut short
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void failed(Throwable cause) {
        if (over.getCount() > 0) { // else it was ended on purpose
            failure.compareAndSet(null, cause);
        }
    }

    /** Waits until all tasks wait; returns why they do not. */
    Optional<String> awaitAll(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (tasks.waiting() < count) {
            Throwable failed = failure.get();
            if (failed != null) {
                return Optional.of(words(failed));
            }
            if (System.nanoTime() > end) {
                return Optional.of(
                        "only " + tasks.waiting() + " of " + count + " waited after " + limit.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return Optional.empty();
    }

    private static String words(Throwable failed) {
        String message = failed.getMessage();
        return message == null || message.isBlank() ? failed.toString() : message;
    }

    /** Ends all tasks and the session; gives up waiting for that after {@code limit}. */
    void end(Duration limit) {
        over.countDown();
        driver.interrupt();
        try {
            driver.join(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A task of which only a failure matters. */
    private record One(Integer input, WaitingSession session) implements Task<Integer, Integer> {
        @Override
        public void succeeded(Integer output, long busyNanos) {}

        @Override
        public void failed(Throwable cause) {
            session.failed(cause);
        }
    }
}
