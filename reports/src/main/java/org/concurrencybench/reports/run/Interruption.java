package org.concurrencybench.reports.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and other requests to end: every process of the run is ended, the run closes its files and writes its report,
 * and only then does the JVM go. A signal from a terminal reaches the measured JVM as well, which may die before this
 * one has heard; so a trial whose JVM went away waits a moment before it counts as failed.
 */
public final class Interruption implements AutoCloseable {
    private static final long CLOSING_SECONDS = 20;
    private static final long HEARING_MILLIS = 700;

    private final CountDownLatch heard = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    /** From now on requests to end are heard. */
    public Interruption() {
        this.hook = Thread.ofPlatform().name("interruption").unstarted(() -> {
            heard.countDown();
            // All of them are the run's: trials with their workers, fixtures, a pilot run.
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            try {
                closed.await(CLOSING_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether this JVM is asked to end. */
    public boolean happened() {
        return heard.getCount() == 0;
    }

    /** Whether it has happened or does within a moment. */
    public boolean happensNow() {
        try {
            return heard.await(HEARING_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The run has closed its files. */
    @Override
    public void close() {
        closed.countDown();
        if (!happened()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
