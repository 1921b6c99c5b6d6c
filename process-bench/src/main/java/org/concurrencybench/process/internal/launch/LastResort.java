package org.concurrencybench.process.internal.launch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.concurrencybench.process.api.PayloadException;
import org.concurrencybench.process.api.WorkerDiedException;

/**
 * What is left to do when this JVM has no memory for what must be done. Memory may come back, so it is tried again; and
 * what is said then was made before.
 */
@SuppressWarnings(
        "StaticAssignmentOfThrowable") // when they are needed they cannot be made; they have no trace, and suppress
// nothing
public final class LastResort {
    private static final long PAUSE_NANOS = 10_000_000;

    private static final PayloadException NO_MEMORY = PayloadException.madeBefore(
            "this JVM had no memory to see to this task: give it a larger heap, or submit less at once");
    private static final WorkerDiedException WORKER_LOST = WorkerDiedException.madeBefore(
            "the worker of this task was ended, because this JVM had no memory to look after it: give it a larger heap, or submit"
                    + " less at once");

    private LastResort() {}

    /** Makes what is needed while there is memory. */
    public static void prepare() {}

    /** Of a task whose end could not be reported otherwise. */
    public static PayloadException noMemory() {
        return NO_MEMORY;
    }

    /** Of a task whose worker had to be given up. */
    public static WorkerDiedException workerLost() {
        return WORKER_LOST;
    }

    /** Lets others give back memory. */
    public static void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    /** Fails the future unless it is done: now, or when there is memory for that. */
    public static void fail(CompletableFuture<?> future, Throwable cause) {
        while (!future.isDone()) {
            try {
                future.completeExceptionally(cause);
            } catch (OutOfMemoryError e) {
                pause();
            }
        }
    }

    /** Hands what nobody expects to the current thread's handler, as far as there is memory for that. */
    public static void report(Throwable e) {
        try {
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, e);
        } catch (Throwable again) {
            // there is nobody left to report it to
        }
    }
}
