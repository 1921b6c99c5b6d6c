package org.concurrencybench.process;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.Computation;
import org.concurrencybench.core.api.Figure;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.RunContext;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.codec.Codec;

/** Another workload, whose tasks have their computing parts run in workers. Everything else is as it is there. */
final class OffloadedWorkload<I, O> implements Workload<I, O> {
    private final Workload<I, O> own;
    private final ComputationPool pool;

    OffloadedWorkload(Workload<I, O> own, ComputationPool pool) {
        this.own = own;
        this.pool = pool;
    }

    @Override
    public O run(I input, TaskContext task) throws Exception {
        return own.run(input, new OffloadingTaskContext(task, pool));
    }

    @Override
    public CompletionStage<O> runAsync(I input, AsyncContext async) {
        return own.runAsync(input, new OffloadingAsyncContext(async, pool));
    }

    @Override
    public String id() {
        return own.id();
    }

    @Override
    public I input(int index) {
        return own.input(index);
    }

    @Override
    public long digest(O output) {
        return own.digest(output);
    }

    @Override
    public String description() {
        return own.description();
    }

    @Override
    public List<Parameter<?>> parameters() {
        return own.parameters();
    }

    @Override
    public boolean waits() {
        return own.waits();
    }

    @Override
    public void prepare(RunContext run) throws Exception {
        own.prepare(run);
    }

    @Override
    public void open(JvmContext jvm) throws Exception {
        own.open(jvm);
    }

    @Override
    public void close() throws Exception {
        own.close();
    }

    @Override
    public boolean hasAsync() {
        return own.hasAsync();
    }

    @Override
    public List<Class<?>> capabilities() {
        return own.capabilities();
    }

    @Override
    public List<Computation<?, ?>> computations() {
        return own.computations();
    }

    @Override
    public OptionalLong expected(int index) {
        return own.expected(index);
    }

    @Override
    public String label(I input) {
        return own.label(input);
    }

    @Override
    public List<Figure> figures() {
        return own.figures();
    }

    @Override
    public double[] figuresOf(O output) {
        return own.figuresOf(output);
    }

    @Override
    public Codec<I> inputCodec() {
        return own.inputCodec();
    }

    @Override
    public Codec<O> outputCodec() {
        return own.outputCodec();
    }
}
