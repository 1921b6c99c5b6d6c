package org.concurrencybench.process.api;

import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;

/**
 * What workers run. A static method with one argument needs none: {@link FunctionSpec#of(StaticMethod)}. Named by its
 * class, which needs a constructor without arguments (of any visibility); one instance is made in each worker and
 * serves all its slots, so {@link #run} is called by several threads at once when there are several slots.
 *
 * <p>A pool runs one function. For more there is {@code SharedPool}.
 *
 * <p><b>What crosses.</b> Inputs and outputs are encoded by what their types say: see {@link Codecs}. Another type
 * needs a codec of its own, by {@link #inputCodec} or {@link #outputCodec} and in the {@link FunctionSpec}.
 */
public interface WorkerFunction<I, O> {
    /**
     * Called once in each worker before the first task.
     *
     * @throws Exception breaks the pool, with this as the cause
     */
    default void open(WorkerContext context) throws Exception {}

    /**
     * One task. The output must not change after it was returned.
     *
     * @throws Exception comes back to the submitter as data, in a {@link TaskFailedException}
     */
    O run(I input) throws Exception;

    /**
     * Called once in each worker after its last task, when the pool is closed in an orderly way.
     *
     * @throws Exception surfaces from the close of the pool
     */
    default void close() throws Exception {}

    /** How inputs are read; asked after {@link #open}. By default found from {@code I}. */
    default Codec<I> inputCodec() {
        return Codecs.ofTypeArgument(this, WorkerFunction.class, 0);
    }

    /** How outputs are written; asked after {@link #open}. By default found from {@code O}. */
    default Codec<O> outputCodec() {
        return Codecs.ofTypeArgument(this, WorkerFunction.class, 1);
    }
}
