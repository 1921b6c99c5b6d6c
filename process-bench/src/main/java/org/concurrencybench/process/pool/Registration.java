package org.concurrencybench.process.pool;

import java.util.Map;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;

/**
 * The function that a pool's workers run, as its owner names it.
 *
 * @param function its class; on the class path of the workers
 * @param setup arguments that {@link WorkerFunction#open} is given in each worker
 * @param input how inputs are written here; the same as the function's own
 * @param output how outputs are read here; the same as the function's own
 */
public record Registration<I, O>(
        Class<? extends WorkerFunction<I, O>> function, Map<String, String> setup, Codec<I> input, Codec<O> output) {
    public Registration {
        setup = Map.copyOf(setup);
    }

    /** A function whose codecs follow from its class. */
    public static <I, O> Registration<I, O> of(Class<? extends WorkerFunction<I, O>> function) {
        return of(function, Map.of());
    }

    /** A function with set-up arguments whose codecs follow from its class. */
    public static <I, O> Registration<I, O> of(
            Class<? extends WorkerFunction<I, O>> function, Map<String, String> setup) {
        return new Registration<>(
                function,
                setup,
                Codecs.ofTypeArgumentIn(function, WorkerFunction.class, 0),
                Codecs.ofTypeArgumentIn(function, WorkerFunction.class, 1));
    }
}
