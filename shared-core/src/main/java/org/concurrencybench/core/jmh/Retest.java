package org.concurrencybench.core.jmh;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.diagnosis.Advice;
import org.concurrencybench.core.diagnosis.DiagnosedException;
import org.concurrencybench.core.diagnosis.Diagnosis;
import org.concurrencybench.core.diagnosis.Nulls;
import org.concurrencybench.core.model.BlockingTaskContext;

/** Finds out what a wrong output depends on: its task runs again, alone, through the model and then without it. */
final class Retest<I, O> {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final String COMPARE_CODEC =
            "compare a value with what decode(encode(value)) gives: both must be alike in all that the task uses; or take a record, whose"
                    + " components all cross, and leave the codec out.";

    private final TrialRequest<I, O> request;
    private final Batch<I, O> batch;
    private final Session<I, O> session;

    Retest(TrialRequest<I, O> request, Batch<I, O> batch, Session<I, O> session) {
        this.request = request;
        this.batch = batch;
        this.session = session;
    }

    Diagnosis of(WrongOutput wrong) {
        try {
            return alone(wrong);
        } catch (Throwable e) { // what was seen first is what counts
            return unknown(wrong.words(), wrong);
        }
    }

    private Diagnosis alone(WrongOutput wrong) throws Exception {
        String said = wrong.words();
        OptionalLong again = batch.alone(session, wrong.index(), LIMIT);
        if (again.isEmpty()) {
            return unknown(said + "; run again alone it gave nothing", wrong);
        }
        if (again.getAsLong() == wrong.expected()) {
            return request.settings().concurrency() == 1 || wrong.tasks() == 1
                    ? new Diagnosis(
                            said + "; run again alone it is right: it depends on what ran before",
                            "look for state that tasks leave behind (static or instance fields of the workload, caches, files), or a"
                                    + " random number or time in the output; a task must depend on its input alone.",
                            "")
                    : new Diagnosis(
                            said
                                    + "; run again alone it is right: right alone and wrong together, so tasks probably share state",
                            "look for an object that several tasks use at once and that is not designed for that (a field of the workload, a"
                                    + " static, such as a SimpleDateFormat, MessageDigest, HashMap or buffer): make it in run(), one"
                                    + " for each task, or take a thread-safe one. A value that belongs to one task must be a local"
                                    + " variable; that a field is volatile or atomic does not help.",
                            "");
        }
        long direct = direct(wrong.index(), request.workload().input(wrong.index()));
        if (direct != wrong.expected()) {
            return direct == direct(wrong.index(), request.workload().input(wrong.index()))
                    ? otherHere(wrong, direct)
                    : notRepeatable(wrong);
        }
        if (direct(wrong.index(), batch.input(wrong.index())) != wrong.expected()) {
            return new Diagnosis(
                    said + "; on a fresh input(" + wrong.index()
                            + ") run() gives the right one: run() changes its input",
                    "let run() leave its input as it is (copy an array or list before sorting or filling it): inputs are made once and"
                            + " used in every batch.",
                    "");
        }
        return ofTheModel(wrong);
    }

    private Diagnosis ofTheModel(WrongOutput wrong) throws Exception {
        String said =
                wrong.words() + "; run alone under this model it is wrong too, while run(), called directly, is right";
        ModelFamily family = request.model().family();
        if (family == ModelFamily.ASYNC && request.workload().hasAsync()) {
            return new Diagnosis(
                    said + ": runAsync() gives another output than run()",
                    "correct runAsync() for input(" + wrong.index() + "): both forms must give the same output.",
                    "");
        }
        if (family == ModelFamily.PROCESS) {
            return acrossTheBorder(wrong, said);
        }
        return new Diagnosis(said, "look at the model: it runs tasks wrongly.", "");
    }

    /** Whether it is the input or the output that a codec changes, or neither. */
    private Diagnosis acrossTheBorder(WrongOutput wrong, String said) throws Exception {
        Workload<I, O> workload = request.workload();
        int index = wrong.index();
        I crossed = roundTrip(workload.inputCodec(), workload.input(index));
        if (direct(index, crossed) != wrong.expected()) {
            return new Diagnosis(
                    said + ", and wrong again on input(" + index
                            + ") after its codec has encoded and decoded it: inputCodec() loses something that run() uses",
                    COMPARE_CODEC,
                    "");
        }
        if (workload.digest(roundTrip(workload.outputCodec(), output(index, crossed))) != wrong.expected()) {
            return new Diagnosis(
                    said
                            + ", and its output has another digest after its codec has encoded and decoded it: outputCodec() loses"
                            + " something that digest() uses",
                    COMPARE_CODEC,
                    "");
        }
        return new Diagnosis(
                said + "; its input and output survive their codecs",
                "look for what does not cross to another process: state outside the input, or what open() sets up.",
                "");
    }

    private static <T> T roundTrip(Codec<T> codec, T value) throws IOException {
        return codec.decode(codec.encode(value));
    }

    private static Diagnosis otherHere(WrongOutput wrong, long direct) {
        String said = wrong.words() + "; alone in this JVM, run() gives "
                + (direct == wrong.digest() ? "the same wrong output" : Advice.digest(direct)) + " each time";
        return wrong.given()
                ? new Diagnosis(
                        said,
                        "correct expected(), run() or digest(), whichever is wrong; without expected() the suite finds the digests out"
                                + " by itself.",
                        "")
                : new Diagnosis(
                        said + ": it differs from JVM to JVM",
                        "look in run(), digest(), open() and static fields for what differs between two JVMs: the process id, the host"
                                + " name, environment variables, system properties, the time, a random seed chosen at class loading,"
                                + " identity hash codes (also Object.hashCode() in digest()), the order of a HashSet or Set.of(), static"
                                + " state that other tasks left behind.",
                        "");
    }

    private static Diagnosis notRepeatable(WrongOutput wrong) {
        return new Diagnosis(
                wrong.words() + "; alone, run() gives another output each time: it is not repeatable",
                Advice.REPEATABLE,
                "");
    }

    private static Diagnosis unknown(String said, WrongOutput wrong) {
        return new Diagnosis(
                said,
                "look for state that tasks share, for an output that does not depend on the input alone"
                        + (wrong.given() ? ", for a wrong expected()" : "") + ", and at the model, if it is your own.",
                "");
    }

    private long direct(int index, I input) throws Exception {
        return request.workload().digest(output(index, input));
    }

    private O output(int index, I input) throws Exception {
        Workload<I, O> workload = request.workload();
        try (BlockingTaskContext context = BlockingTaskContext.sequential("alone")) {
            O output = workload.run(input, context);
            try {
                Nulls.checkOutput(workload, output);
            } catch (DiagnosedException e) {
                throw new IllegalStateException("task " + index + " returned null", e);
            }
            return output;
        }
    }
}
