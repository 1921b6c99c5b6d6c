package org.concurrencybench.process.api;

import java.lang.reflect.Method;
import java.util.Map;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;
import org.concurrencybench.process.internal.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * The function that a pool's workers run, as its owner names it.
 *
 * @param type the class of the function; on the class path of the workers
 * @param setup arguments that {@link WorkerFunction#open} is given in each worker
 * @param input how inputs are written here; the same as the function's own
 * @param output how outputs are read here; the same as the function's own
 * @param constants a value that each worker is given once, or null
 */
public record FunctionSpec<I, O>(
        Class<? extends WorkerFunction<I, O>> type,
        Map<String, String> setup,
        Codec<I> input,
        Codec<O> output,
        @Nullable Constants constants) {
    public FunctionSpec {
        Arguments.required("function", type);
        Arguments.required("input, the codec of inputs,", input);
        Arguments.required("output, the codec of outputs,", output);
        Arguments.required("setup", setup).forEach((key, value) -> {
            Arguments.required("a key of setup", key);
            Arguments.required("setup's value of '" + key + "'", value);
        });
        setup = Map.copyOf(setup);
    }

    /** A function without constants. */
    public FunctionSpec(
            Class<? extends WorkerFunction<I, O>> type, Map<String, String> setup, Codec<I> input, Codec<O> output) {
        this(type, setup, input, output, null);
    }

    /**
     * This function with a value that each worker is given once; {@link WorkerContext#constants} gives it to the
     * function.
     *
     * @throws IllegalArgumentException when it cannot be encoded
     */
    public FunctionSpec<I, O> withConstants(Object value) {
        return new FunctionSpec<>(type, setup, input, output, Constants.of(value));
    }

    /** A function whose codecs follow from its class. */
    public static <I, O> FunctionSpec<I, O> of(Class<? extends WorkerFunction<I, O>> type) {
        return of(type, Map.of());
    }

    /**
     * A static method with one argument, whose codecs follow from it: {@code FunctionSpec.of(Shop::price)}. It may have
     * any visibility.
     *
     * @throws IllegalArgumentException for a lambda and any other reference, which workers could not find, and for
     *     types that have no codec; the message says what to do instead
     */
    @SuppressWarnings("unchecked") // the function calls the method that has these types
    public static <I, O> FunctionSpec<I, O> of(StaticMethod<I, O> method) {
        Method found = MethodName.find(Arguments.required("method", method));
        MethodName name = MethodName.of(found);
        try {
            return new FunctionSpec<>(
                    (Class<? extends WorkerFunction<I, O>>) (Class<?>) MethodFunction.class,
                    name.asSetup(),
                    Codecs.of(MethodName.parameter(found)),
                    Codecs.of(MethodName.result(found)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /** For the library itself. Whether it is the same function, opened in the same way. */
    public boolean isSame(FunctionSpec<?, ?> other) {
        return (Object) type == other.type
                && setup.equals(other.setup)
                && (constants == null ? other.constants == null : constants.isSame(other.constants));
    }

    /** What runs; set-up arguments and constants, which may be secret or long, are left out. */
    @Override
    public String toString() {
        return (Class<?>) type == MethodFunction.class ? MethodName.of(setup).toString() : type.getName();
    }

    /** A function with set-up arguments whose codecs follow from its class. */
    public static <I, O> FunctionSpec<I, O> of(Class<? extends WorkerFunction<I, O>> type, Map<String, String> setup) {
        Arguments.required("function", type);
        return new FunctionSpec<>(
                type,
                setup,
                Codecs.ofTypeArgumentIn(type, WorkerFunction.class, 0),
                Codecs.ofTypeArgumentIn(type, WorkerFunction.class, 1));
    }
}
