package org.concurrencybench.process.pool;

import java.util.Map;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;
import org.jspecify.annotations.Nullable;

/**
 * The function that a pool's workers run, as its owner names it.
 *
 * @param function its class; on the class path of the workers
 * @param setup arguments that {@link WorkerFunction#open} is given in each worker
 * @param input how inputs are written here; the same as the function's own
 * @param output how outputs are read here; the same as the function's own
 * @param constants a value that each worker is given once, or null
 */
public record Registration<I, O>(
        Class<? extends WorkerFunction<I, O>> function,
        Map<String, String> setup,
        Codec<I> input,
        Codec<O> output,
        @Nullable Constants constants) {
    public Registration {
        setup = Map.copyOf(setup);
    }

    /** A function without constants. */
    public Registration(
            Class<? extends WorkerFunction<I, O>> function,
            Map<String, String> setup,
            Codec<I> input,
            Codec<O> output) {
        this(function, setup, input, output, null);
    }

    /**
     * The same with a value that each worker is given once; {@link WorkerContext#constants} gives it to the function.
     *
     * @throws IllegalArgumentException when it cannot be encoded
     */
    public Registration<I, O> withConstants(Object value) {
        return new Registration<>(function, setup, input, output, Constants.of(value));
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
