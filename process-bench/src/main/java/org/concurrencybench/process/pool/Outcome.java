package org.concurrencybench.process.pool;

import org.concurrencybench.process.api.ProcessPoolException;

/** How one item of a {@code map} ended. */
public sealed interface Outcome<O> {
    /** The item's number among the inputs, from 0. */
    long index();

    /**
     * The output.
     *
     * @throws ProcessPoolException how the item failed
     */
    O value() throws ProcessPoolException;

    /** The item ended well. */
    record Done<O>(long index, O value) implements Outcome<O> {}

    /** The item failed. */
    record Failed<O>(long index, ProcessPoolException cause) implements Outcome<O> {
        @Override
        public O value() throws ProcessPoolException {
            throw cause;
        }
    }
}
