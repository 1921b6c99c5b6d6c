package org.concurrencybench.core.api;

import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;

/**
 * The computing part of a task that also waits, so that a model may run it elsewhere than the rest: in a worker
 * process. A class with a public constructor without arguments, and without state.
 *
 * @param <A> what it is given; a type that a {@link Codec} knows, since it may cross process borders
 * @param <R> what it returns; likewise
 */
public interface Computation<A, R> {
    /** Computes; gives the same output each time. */
    R compute(A input) throws Exception;

    /** How inputs cross a process border; by default found from {@code A}. */
    default Codec<A> inputCodec() {
        return Codecs.ofTypeArgument(this, Computation.class, 0);
    }

    /** How outputs cross a process border; by default found from {@code R}. */
    default Codec<R> outputCodec() {
        return Codecs.ofTypeArgument(this, Computation.class, 1);
    }
}
