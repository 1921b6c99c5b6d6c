package org.concurrencybench.process;

import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.concurrencybench.core.api.Computation;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.diagnosis.ExitWitness;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerContext;
import org.concurrencybench.process.api.WorkerFunction;
import org.jspecify.annotations.Nullable;

/** Runs a computing part of tasks in a worker: made by the name of its class. */
final class ComputationFunction<A, R> implements WorkerFunction<A, R> {
    private static final String COMPUTATION = "computation";

    private @Nullable Computation<A, R> opened;
    private @Nullable ExitWitness exits;

    /**
     * What the parent registers for {@code computation}.
     *
     * @throws IllegalArgumentException when workers could not make it, or its types have no codec
     */
    @SuppressWarnings("unchecked") // of this class, for the computation's types
    static <A, R> FunctionSpec<A, R> spec(Computation<A, R> computation) {
        Class<?> type = computation.getClass();
        if (!canBeMade(type)) {
            throw new IllegalArgumentException(
                    "the computation " + type.getName() + " cannot be made by workers, which know its name and call its"
                            + " constructor without arguments: write a static or top-level class for it, no lambda");
        }
        Class<? extends WorkerFunction<A, R>> self =
                (Class<? extends WorkerFunction<A, R>>) (Class<?>) ComputationFunction.class;
        return new FunctionSpec<>(
                self, Map.of(COMPUTATION, type.getName()), computation.inputCodec(), computation.outputCodec());
    }

    private static boolean canBeMade(Class<?> type) {
        return !type.isHidden()
                && Stream.of(type.getDeclaredConstructors())
                        .anyMatch(constructor -> constructor.getParameterCount() == 0);
    }

    @Override
    @SuppressWarnings("unchecked") // the parent names the class of the computation whose types it registered
    public void open(WorkerContext worker) throws Exception {
        Constructor<?> constructor =
                Class.forName(worker.setup().getOrDefault(COMPUTATION, "")).getDeclaredConstructor();
        constructor.setAccessible(true);
        opened = (Computation<A, R>) constructor.newInstance();
        exits = ExitWitness.watch(System.err::println); // the parent keeps what a worker prints last
        WorkerUsage.reportIfAsked(worker);
    }

    @Override
    public R run(A input) throws Exception {
        return computation().compute(input);
    }

    @Override
    public void close() {
        if (exits != null) {
            exits.over();
        }
    }

    @Override
    public Codec<A> inputCodec() {
        return computation().inputCodec();
    }

    @Override
    public Codec<R> outputCodec() {
        return computation().outputCodec();
    }

    private Computation<A, R> computation() {
        return Objects.requireNonNull(opened, "the function is not open");
    }
}
