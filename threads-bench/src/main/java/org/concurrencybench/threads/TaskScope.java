package org.concurrencybench.threads;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A {@code java.util.concurrent.StructuredTaskScope} of JDK 25. The one thread that opens it forks, joins and closes.
 *
 * @implNote Called by method handles: a class file compiled against a preview runs on that version of the JDK alone,
 *     with previews enabled. The handles are constants, which the compiler inlines as it does calls.
 */
final class TaskScope implements AutoCloseable {
    private static final String NAME = "java.util.concurrent.StructuredTaskScope";
    private static final MethodHandle OPEN;
    private static final MethodHandle FORK_TASK;
    private static final MethodHandle FORK_PART;
    private static final MethodHandle JOIN;
    private static final MethodHandle CLOSE;
    private static final MethodHandle AWAIT_ALL;
    private static final MethodHandle ALL_SUCCESSFUL;
    private static final MethodHandle ANY_SUCCESSFUL;
    private static final MethodHandle WITH_THREADS;
    private static final MethodHandle WITH_TIMEOUT;
    private static final Class<?> FAILED;
    private static final Class<?> EXPIRED;

    static {
        try {
            Class<?> scope = Class.forName(NAME);
            Class<?> subtask = Class.forName(NAME + "$Subtask");
            Class<?> joiner = Class.forName(NAME + "$Joiner");
            Class<?> configuration = Class.forName(NAME + "$Configuration");
            FAILED = Class.forName(NAME + "$FailedException");
            EXPIRED = Class.forName(NAME + "$TimeoutException");
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            OPEN = lookup.findStatic(scope, "open", methodType(scope, joiner, Function.class))
                    .asType(methodType(Object.class, Object.class, Function.class));
            FORK_TASK = lookup.findVirtual(scope, "fork", methodType(subtask, Runnable.class))
                    .asType(methodType(void.class, Object.class, Runnable.class));
            FORK_PART = lookup.findVirtual(scope, "fork", methodType(subtask, Callable.class))
                    .asType(methodType(void.class, Object.class, Callable.class));
            JOIN = lookup.findVirtual(scope, "join", methodType(Object.class))
                    .asType(methodType(Object.class, Object.class));
            CLOSE = lookup.findVirtual(scope, "close", methodType(void.class))
                    .asType(methodType(void.class, Object.class));
            AWAIT_ALL = joiner(lookup, joiner, "awaitAll");
            ALL_SUCCESSFUL = joiner(lookup, joiner, "allSuccessfulOrThrow");
            ANY_SUCCESSFUL = joiner(lookup, joiner, "anySuccessfulResultOrThrow");
            WITH_THREADS = lookup.findVirtual(
                            configuration, "withThreadFactory", methodType(configuration, ThreadFactory.class))
                    .asType(methodType(Object.class, Object.class, ThreadFactory.class));
            WITH_TIMEOUT = lookup.findVirtual(configuration, "withTimeout", methodType(configuration, Duration.class))
                    .asType(methodType(Object.class, Object.class, Duration.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static MethodHandle joiner(MethodHandles.Lookup lookup, Class<?> joiner, String name)
            throws ReflectiveOperationException {
        return lookup.findStatic(joiner, name, methodType(joiner)).asType(methodType(Object.class));
    }

    private final Object scope;

    private TaskScope(Object scope) {
        this.scope = scope;
    }

    /** A scope that waits for all that is forked, whether it fails or not. */
    static TaskScope awaitingAll() {
        try {
            return open((Object) AWAIT_ALL.invokeExact(), Function.identity());
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** A scope that ends when all parts have succeeded, one has failed, or {@code timeout} has passed. */
    static TaskScope all(ThreadFactory threads, Duration timeout) {
        try {
            return open((Object) ALL_SUCCESSFUL.invokeExact(), configuration(threads, timeout));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** A scope that ends when one part has succeeded, all have failed, or {@code timeout} has passed. */
    static TaskScope first(ThreadFactory threads, Duration timeout) {
        try {
            return open((Object) ANY_SUCCESSFUL.invokeExact(), configuration(threads, timeout));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static TaskScope open(Object joiner, Function<Object, Object> configuration) throws Throwable {
        return new TaskScope((Object) OPEN.invokeExact(joiner, configuration));
    }

    private static Function<Object, Object> configuration(ThreadFactory threads, Duration timeout) {
        return configuration -> {
            try {
                Object withThreads = (Object) WITH_THREADS.invokeExact(configuration, threads);
                return (Object) WITH_TIMEOUT.invokeExact(withThreads, timeout);
            } catch (Throwable e) {
                throw unchecked(e);
            }
        };
    }

    /** Starts a thread for {@code task}. */
    void fork(Runnable task) {
        try {
            FORK_TASK.invokeExact(scope, task);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** Starts a thread for {@code part}, unless the scope has ended. */
    void fork(Callable<?> part) {
        try {
            FORK_PART.invokeExact(scope, part);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /**
     * Waits until the scope has ended; what it returns is the joiner's result: nothing, a stream of suppliers of
     * outputs in the order of {@link #all}, or the output of {@link #first}.
     *
     * @throws TimeoutException when the timeout has passed before
     * @throws Exception what a part has thrown, which ended the scope
     */
    @Nullable
    Object join(Duration timeout) throws Exception {
        try {
            return join();
        } catch (RuntimeException e) {
            if (EXPIRED.isInstance(e)) {
                TimeoutException expired =
                        new TimeoutException("not all parts had ended after " + timeout.toMillis() + " ms");
                expired.initCause(e);
                throw expired;
            }
            Throwable thrown = e.getCause();
            if (FAILED.isInstance(e) && thrown instanceof Exception exception) {
                throw exception;
            }
            if (FAILED.isInstance(e) && thrown instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /** The same for a scope without a timeout, in which nothing that fails ends it. */
    @Nullable
    Object join() throws InterruptedException {
        try {
            return (Object) JOIN.invokeExact(scope);
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** Interrupts what still runs, and waits until it has ended. */
    @Override
    public void close() {
        try {
            CLOSE.invokeExact(scope);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** Closes a scope that may not have been joined. */
    void abandon() {
        try {
            close();
        } catch (IllegalStateException e) {
            // after it has closed, the scope complains that it was not joined
        }
    }

    private static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
    }
}
