package org.concurrencybench.core.experiment;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.diagnosis.Advice;
import org.concurrencybench.core.diagnosis.Causes;
import org.concurrencybench.core.diagnosis.DiagnosedException;
import org.concurrencybench.core.diagnosis.Diagnosis;
import org.concurrencybench.core.diagnosis.Nulls;
import org.concurrencybench.core.diagnosis.ShownInput;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a pilot run, and what one JVM can tell about them: that they throw, return null, give another output
 * when they run again, or another one than {@code expected()} says.
 */
final class PilotTasks<I, O> {
    private final Workload<I, O> workload;
    private final TaskContext context;
    private final PilotProgress progress;
    private final List<I> inputs = new ArrayList<>();
    private long[] first = {};
    private final BitSet ran = new BitSet();

    PilotTasks(Workload<I, O> workload, TaskContext context, PilotProgress progress) {
        this.workload = workload;
        this.context = context;
        this.progress = progress;
    }

    /** Makes inputs 0 to {@code count} − 1, which {@link #runKept} runs again and again, as a trial does. */
    void make(int count) throws DiagnosedException {
        for (int index = 0; index < count; index++) {
            inputs.add(input(index));
        }
        first = new long[count];
    }

    /** Runs task {@code index} on the input that was made; the digest of its output. */
    long runKept(int index) throws DiagnosedException {
        long digest = run(index, inputs.get(index));
        if (ran.get(index)) {
            if (digest != first[index]) {
                throw notRepeatable(index, digest);
            }
        } else {
            ran.set(index);
            first[index] = digest;
            OptionalLong expected = expected(index);
            if (expected.isPresent() && expected.getAsLong() != digest) {
                throw wrongExpectation(index, expected.getAsLong(), digest);
            }
        }
        return digest;
    }

    /**
     * The digest that output {@code index} must have: {@code expected} where it is there, else that of a run on a fresh
     * input.
     */
    long digest(int index, OptionalLong expected) throws DiagnosedException {
        if (expected.isPresent()) {
            return expected.getAsLong();
        }
        I input = input(index);
        progress.begins(System.currentTimeMillis());
        long digest = run(index, input);
        if (ran.get(index) && digest != first[index]) {
            throw otherOnFreshInput(index, digest);
        }
        return digest;
    }

    OptionalLong expected(int index) throws DiagnosedException {
        progress.at(PilotStep.EXPECTED, index);
        try {
            return workload.expected(index);
        } catch (Throwable e) {
            throw thrown(PilotStep.EXPECTED, index, e, "correct expected(" + index + ").");
        }
    }

    private I input(int index) throws DiagnosedException {
        progress.at(PilotStep.INPUT, index);
        I input;
        try {
            input = workload.input(index);
        } catch (Throwable e) {
            throw thrown(PilotStep.INPUT, index, e, "correct input() for index " + index + ".");
        }
        Nulls.checkInput(workload, input, index);
        return input;
    }

    private long run(int index, I input) throws DiagnosedException {
        progress.at(PilotStep.RUN, index);
        O output;
        try {
            output = workload.run(input, context);
        } catch (Throwable e) {
            throw runFailed(index, input, e);
        }
        try {
            Nulls.checkOutput(workload, output);
        } catch (DiagnosedException e) {
            throw thrown("task " + index, e, "");
        }
        progress.at(PilotStep.DIGEST, index);
        long digest;
        try {
            digest = workload.digest(output);
        } catch (Throwable e) {
            throw thrown(
                    PilotStep.DIGEST, index, e, "correct digest() for the output of run() on input(" + index + ").");
        }
        progress.taskDone();
        return digest;
    }

    private static DiagnosedException runFailed(int index, @Nullable Object input, Throwable thrown) {
        Diagnosis plain = Causes.of(PilotStep.RUN.words(index), thrown, Advice.startThere(thrown, index));
        return new DiagnosedException(plain.and("; it ran alone, in one thread" + ShownInput.of(input)), thrown);
    }

    private DiagnosedException notRepeatable(int index, long again) throws DiagnosedException {
        String twice = "task " + index + " gave an output with digest " + hex(first[index]) + ", and " + hex(again)
                + " when it ran again alone";
        long fresh = run(index, input(index));
        if (again != first[index] && fresh == first[index]) {
            return new DiagnosedException(
                    new Diagnosis(
                            twice + " on the same input; on a fresh input(" + index
                                    + ") it gives the first digest again: run() changes its input",
                            "let run() leave its input as it is (copy an array or list before sorting or filling it): inputs are"
                                    + " made once and used in every batch.",
                            ""),
                    null);
        }
        return new DiagnosedException(new Diagnosis(twice + ": it is not repeatable", Advice.REPEATABLE, ""), null);
    }

    /**
     * Task {@code index} gave {@code other} on an input that was made again: is the input or the output another one?
     */
    private DiagnosedException otherOnFreshInput(int index, long other) throws DiagnosedException {
        boolean repeatsItself = run(index, inputs.get(index)) == first[index];
        if (!repeatsItself || run(index, input(index)) == first[index]) {
            return notRepeatable(index, other);
        }
        return new DiagnosedException(
                new Diagnosis(
                        "task " + index + " gave an output with digest " + hex(first[index]) + ", and " + hex(other)
                                + " on input(" + index
                                + ") made again, while run() gives the same output on the first one"
                                + " again: input() does not make the same input each time",
                        "let input(" + index
                                + ") depend on its index alone: not on a random number without a fixed seed"
                                + " (new Random(index) has one), the time, or the inputs made before it; inputs are made anew in"
                                + " every JVM.",
                        ""),
                null);
    }

    private static DiagnosedException wrongExpectation(int index, long expected, long digest) {
        return new DiagnosedException(
                new Diagnosis(
                        "expected(" + index + ") says digest " + hex(expected) + ", but run() on input(" + index
                                + "), alone and in one thread, gives " + hex(digest),
                        "correct expected(), run() or digest(), whichever is wrong; without expected() the suite finds the digests"
                                + " out by itself.",
                        ""),
                null);
    }

    private static DiagnosedException thrown(PilotStep step, int index, Throwable thrown, String next) {
        return thrown(step.words(index), thrown, next);
    }

    static DiagnosedException thrown(String where, Throwable thrown, String next) {
        return new DiagnosedException(Causes.of(where, thrown, next), thrown);
    }

    private static String hex(long digest) {
        return Advice.digest(digest);
    }
}
