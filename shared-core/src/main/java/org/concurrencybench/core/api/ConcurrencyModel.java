package org.concurrencybench.core.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One way of running tasks concurrently, such as {@code virtual-threads}. Found by {@link java.util.ServiceLoader}; the
 * class needs a public constructor without arguments.
 */
public interface ConcurrencyModel {
    /** A stable name, lower-case letters, digits and dashes. */
    String id();

    /** The group it belongs to. */
    ModelFamily family();

    /** One line for lists and reports; by default the id. */
    default String description() {
        return id();
    }

    /** How many tasks it can have in flight at most, whatever it is asked for; 1 for one that runs them one by one. */
    default int maxConcurrency() {
        return Settings.UNBOUNDED;
    }

    /** The settings of its own, beside those that every model has ({@link Settings}). */
    default List<Parameter<?>> settings() {
        return List.of();
    }

    /**
     * What a task costs beyond itself, roughly, where that is much more than handing it over: a process started for it.
     * By default zero.
     */
    default Duration taskOverhead() {
        return Duration.ZERO;
    }

    /**
     * Looks at settings before anything is measured, so that what {@link #open} would refuse whatever the workload is
     * refused at once.
     *
     * @throws UsageException when the model cannot run with them; the message says what to set instead
     */
    default void check(Settings settings) {}

    /**
     * Why it cannot run the tasks of this workload, in words that go on after "it cannot run here: "; by default it
     * can. Asked before anything is measured; such a cell is left out.
     *
     * @param javaVersion of the JVM that would be measured: 21
     */
    default Optional<String> refusal(Workload<?, ?> workload, int javaVersion) {
        return Optional.empty();
    }

    /**
     * Why tasks that arrive on a schedule cannot be given to it, in words that go on after "it cannot run here: "; by
     * default they can. For models whose {@link Session#flush} waits until all that was submitted has ended: with them
     * tasks that arrive would wait for each other. Such a cell is left out.
     */
    default Optional<String> arrivalsRefusal() {
        return Optional.empty();
    }

    /**
     * What the measured JVM has to be given besides, such as {@code --enable-preview}; by default nothing.
     *
     * @param javaVersion of that JVM: 21
     */
    default List<String> jvmArguments(int javaVersion) {
        return List.of();
    }

    /**
     * What the measured JVM has to be given for these settings: of a model that wraps another one, what that one needs.
     * By default {@link #jvmArguments(int)}, whatever the settings are.
     *
     * @param javaVersion of that JVM: 21
     */
    default List<String> jvmArguments(Settings settings, int javaVersion) {
        return jvmArguments(javaVersion);
    }

    /**
     * Makes the model ready to run tasks of one workload, which is open in this JVM already.
     *
     * @throws Exception when it cannot be made ready; everything that was started is ended first
     */
    <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) throws Exception;
}
