package org.concurrencybench.process.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a function learns about the worker that it was made in.
 *
 * @param setup the set-up arguments of the {@link FunctionSpec}
 * @param worker which of the pool's workers, spares included, this is, from 0; no other has the same number, but a
 *     replacement that is started for another worker has that one's
 * @param slots how many tasks this worker runs at once
 * @param constants see {@link #constants(Class)}
 */
public record WorkerContext(
        Map<String, String> setup,
        int worker,
        int slots,
        @Nullable Constants constants) {
    /** The largest number of slots. */
    public static final int MAX_SLOTS = 1024;

    public WorkerContext {
        setup = Map.copyOf(setup);
    }

    /**
     * The value of {@link FunctionSpec#withConstants}.
     *
     * @throws IllegalArgumentException when it is of another class
     * @throws IllegalStateException when there is none
     */
    public <T> T constants(Class<T> type) {
        if (constants == null) {
            throw new IllegalStateException("there are no constants: give them by FunctionSpec.withConstants");
        }
        return constants.as(type);
    }
}
