package org.concurrencybench.process.internal.child;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which thread of a worker receives.
 *
 * @implNote A task that the main thread receives has to wake the slot that runs it, which takes a fifth of the task's
 *     way to and fro. So a slot that is the only one receives itself while it has nothing to run (the pattern
 *     Leader/Followers of Schmidt, O'Ryan, Kircher, Pyarali and Buschmann, 2000). While it runs a task, the main thread
 *     takes the lead: it looks every {@value #POLL_MILLIS} ms whether nobody has it, so neither a stop nor the end of
 *     the pool waits for the end of a task; then it keeps the lead until it has passed a task on. It sleeps while the
 *     slot has the lead for long, and is woken before that one runs what came. With several slots the main thread
 *     always leads: an idle slot would wait for its next look while another runs what that one has received.
 */
abstract class LeaderFollowers {
    private static final long POLL_MILLIS = 2;
    private static final int POLLS_BEFORE_SLEEP = 10;
    private static final long LEAVING_POLL_MILLIS = 1;
    private static final long LEAVING_PAUSE_MILLIS = 15;

    private final Thread main = Thread.currentThread();
    private final ReentrantLock receiving = new ReentrantLock();
    /** How often a slot has had the lead. */
    private final AtomicLong turns = new AtomicLong();

    private volatile boolean slotWaits;
    private volatile boolean asleep;
    private volatile boolean leaving;

    /**
     * Waits for messages, up to the timeout in milliseconds (0: for ever), and handles them. Returns whether tasks were
     * among them. Called by one thread at a time.
     */
    abstract boolean receive(long timeoutMillis) throws IOException;

    /** How long the main thread may wait for bytes, in milliseconds; 0 is for ever. */
    abstract long timeoutMillis();

    /** Sends results that have waited long enough. */
    abstract void flushIfDue() throws IOException;

    /** Whether tasks wait for a slot. */
    abstract boolean hasQueued();

    abstract boolean hasOneSlot();

    /** Receiving has failed: ends the worker, since one that does not listen must not stay. */
    abstract void failed(Throwable e);

    /** Ends this JVM, with this exit code, and all that it has started. */
    abstract void end(int exitCode);

    /** What the main thread, which has made this object, does until the JVM ends. */
    void watch() {
        try {
            watchUntilLeaving();
            pollWhileLeaving();
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void watchUntilLeaving() throws IOException {
        long seen = 0;
        int quietPolls = 0;
        while (!leaving) {
            if (receiving.tryLock()) {
                if (!receiveAndUnlock(timeoutMillis()) || slotWaits || !hasOneSlot()) {
                    continue;
                }
                quietPolls = 0;
            } else if (turns.get() != seen) {
                seen = turns.get();
                quietPolls = 0;
            } else if (++quietPolls > POLLS_BEFORE_SLEEP) {
                sleep();
                quietPolls = 0;
            }
            pause(POLL_MILLIS);
            flushIfDue();
        }
    }

    /** Gives up the lead, which the caller has, afterwards. */
    private boolean receiveAndUnlock(long timeoutMillis) throws IOException {
        try {
            return receive(timeoutMillis);
        } finally {
            receiving.unlock();
        }
    }

    private void sleep() {
        asleep = true;
        if (receiving.isLocked() && !leaving) { // whoever gives up the lead looks afterwards
            LockSupport.park(this);
        }
        asleep = false;
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** While the JVM exits: HotSpot's exit waits 300 ms for a thread that is inside a system call. */
    private void pollWhileLeaving() throws IOException {
        while (true) {
            receiving.lock();
            receiveAndUnlock(LEAVING_POLL_MILLIS);
            pause(LEAVING_PAUSE_MILLIS);
        }
    }

    /** From now on the JVM exits. Whoever waits for bytes is to be woken afterwards. */
    void beginLeaving() {
        leaving = true;
        LockSupport.unpark(main);
    }

    /**
     * Receives once in the calling slot, unless there are tasks by now. Returns false when another thread has the lead.
     */
    boolean receiveInSlot() {
        if (!receiving.tryLock()) {
            return false;
        }
        if (leaving || hasQueued()) { // the main thread may have passed one on a moment ago
            receiving.unlock();
            return !leaving;
        }
        turns.incrementAndGet();
        try {
            receiveAndUnlock(0);
        } catch (Throwable e) {
            failed(e);
        }
        if (asleep) {
            LockSupport.unpark(main);
        }
        return true;
    }

    /** The only slot waits for a task to be passed on, or waits no more. */
    void slotWaits(boolean waits) {
        slotWaits = waits;
    }
}
