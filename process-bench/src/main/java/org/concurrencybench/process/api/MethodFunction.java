package org.concurrencybench.process.api;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;
import org.jspecify.annotations.Nullable;

/** Calls the static method whose name is in its set-up. */
final class MethodFunction<I, O> implements WorkerFunction<I, O> {
    private @Nullable Method found;

    @Override
    public void open(WorkerContext context) throws Exception {
        MethodName name = MethodName.of(context.setup());
        Method method = name.method(MethodFunction.class.getClassLoader());
        if (method == null) {
            throw new NoSuchMethodException(name + " is no method on the class path of the workers");
        }
        method.setAccessible(true);
        found = method;
    }

    @Override
    @SuppressWarnings("unchecked") // the function was made from this method's own types
    public O run(I input) throws Exception {
        try {
            return (O) method().invoke(null, input);
        } catch (InvocationTargetException e) {
            switch (e.getCause()) {
                case Exception thrown -> throw thrown;
                case Error thrown -> throw thrown;
                case null, default -> throw e;
            }
        }
    }

    @Override
    public Codec<I> inputCodec() {
        return Codecs.of(MethodName.parameter(method()));
    }

    @Override
    public Codec<O> outputCodec() {
        return Codecs.of(MethodName.result(method()));
    }

    private Method method() {
        return Objects.requireNonNull(found, "the function is not open");
    }
}
