package org.concurrencybench.core.api;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;

/**
 * A definition of a task: how to make input <i>i</i>, how to run it, how to digest its output. Found by
 * {@link java.util.ServiceLoader}; the class needs a public constructor without arguments.
 *
 * <p>Timed are {@link #run} or {@link #runAsync}, {@link #digest}, and whatever the concurrency model adds (hand-over,
 * encoding, completion). Not timed are {@link #input}, {@link #prepare} and {@link #open}. One instance serves all
 * threads of a JVM: after {@link #open} it must not change.
 *
 * @param <I> what a task is given; a type that a {@link Codec} knows, since it crosses process borders
 * @param <O> what a task returns; likewise
 */
public interface Workload<I, O> {
    /** A stable name, lower-case letters, digits and dashes: {@code http-fetch}. */
    String id();

    /**
     * Input number {@code index} (0 or more): the same for the same index in every JVM and every run. Not null, unless
     * {@link #inputCodec()} handles null.
     */
    I input(int index);

    /**
     * One task in its blocking form; this is what is timed. It runs again and again on the same input, which it leaves
     * as it is, and gives the same output each time: not null, unless {@link #outputCodec()} handles null.
     *
     * @throws Exception any failure of the task: it makes the whole trial a failed one, with this cause
     */
    O run(I input, TaskContext task) throws Exception;

    /**
     * A number that depends on everything the output says, its {@link #figuresOf figures} excepted: outputs that differ
     * should differ here. Computed in the JVM that handed the task over, for every output of every batch, inside the
     * measured time.
     */
    long digest(O output);

    /** One line for lists and reports; by default the id. */
    default String description() {
        return id();
    }

    /** The parameters that plans and command lines may set. */
    default List<Parameter<?>> parameters() {
        return List.of();
    }

    /**
     * Whether a task spends most of its time waiting (for a clock, a peer, a disk) and not computing. Waiting workloads
     * are compared at equal concurrency above the number of cores, computing ones at concurrency = cpus.
     */
    default boolean waits() {
        return false;
    }

    /**
     * Called once per run, before any task: starts fixtures and writes files.
     *
     * @throws Exception a failure here fails every cell of the workload, with this cause
     */
    default void prepare(RunContext run) throws Exception {}

    /**
     * Called once in each JVM that makes inputs, runs tasks or digests outputs, before any of that: takes parameters
     * and addresses.
     *
     * @throws Exception a failure here fails the trial, with this cause
     */
    default void open(JvmContext jvm) throws Exception {}

    /**
     * Called once in each JVM that was opened, after its last task.
     *
     * @throws Exception a failure here fails the trial, with this cause
     */
    default void close() throws Exception {}

    /** Whether {@link #runAsync} is there; where not, chains run {@link #run} as one stage. */
    default boolean hasAsync() {
        return false;
    }

    /**
     * One task as stages, none of which blocks: waits are {@link AsyncContext#delay} or an asynchronous capability.
     *
     * @throws UnsupportedOperationException unless {@link #hasAsync()}
     */
    default CompletionStage<O> runAsync(I input, AsyncContext async) {
        throw new UnsupportedOperationException(
                "workload '" + id() + "' has no asynchronous form: implement hasAsync() and runAsync()");
    }

    /**
     * The capabilities that {@link #run} asks its context for, beside {@link BlockingHttp} and {@link Jdbc}, which
     * every model has for blocking tasks: {@link FanOut}. A model without one refuses the workload before anything is
     * measured.
     */
    default List<Class<?>> capabilities() {
        return List.of();
    }

    /**
     * The computing parts that {@link #run} and {@link #runAsync} hand to their context, all of them; by default none.
     * A model may run them elsewhere than the rest of the task.
     */
    default List<Computation<?, ?>> computations() {
        return List.of();
    }

    /** The digest of output {@code index} where arithmetic tells it; spares waiting workloads a pilot run. */
    default OptionalLong expected(int index) {
        return OptionalLong.empty();
    }

    /**
     * The kind of task this input makes, such as {@code light} or {@code heavy}, where a workload mixes several. Where
     * the inputs of a batch have two to sixteen labels, reports show the turnaround of each: how long its tasks took
     * from the hand-over of their batch until they completed, the mean and the 95th percentile.
     */
    default String label(I input) {
        return "";
    }

    /**
     * What outputs report beside their answers, in the order of {@link #figuresOf}; by default nothing. The same
     * whatever the parameters, since it is asked for before {@link #open}, too.
     */
    default List<Figure> figures() {
        return List.of();
    }

    /**
     * The values of {@link #figures} that {@code output} carries, in their order, each finite. They may differ each
     * time the task runs, so {@link #digest} must ignore them. Called once for every output of every batch, in the JVM
     * that handed the task over, inside the measured time; never where {@link #figures} is empty.
     */
    default double[] figuresOf(O output) {
        throw new UnsupportedOperationException(
                "workload '" + id() + "' declares figures() and has no values: implement figuresOf()");
    }

    /** How inputs cross a process border; by default found from {@code I}. */
    default Codec<I> inputCodec() {
        return Codecs.ofTypeArgument(this, Workload.class, 0);
    }

    /** How outputs cross a process border; by default found from {@code O}. */
    default Codec<O> outputCodec() {
        return Codecs.ofTypeArgument(this, Workload.class, 1);
    }
}
