package org.concurrencybench.core.diagnosis;

import java.io.IOException;
import java.util.function.Supplier;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.codec.Codec;
import org.jspecify.annotations.Nullable;

/**
 * Whether inputs and outputs may be null: where the workload's codec carries null to another process and back, and
 * nowhere else, so that all models treat it alike. Asked only when there is a null, since some codecs take long to
 * make.
 */
public final class Nulls {
    private Nulls() {}

    /** Refuses {@code output} where it is null and must not be. */
    public static <O> void checkOutput(Workload<?, O> workload, @Nullable O output) throws DiagnosedException {
        if (output == null && !carriesNull(workload::outputCodec)) {
            throw refusedOutput();
        }
    }

    /** The same for a worker, whose exceptions cross to another JVM by name and message. */
    public static <O> void checkOutputInWorker(Workload<?, O> workload, @Nullable O output) throws NullOutputException {
        if (output == null && !carriesNull(workload::outputCodec)) {
            throw new NullOutputException();
        }
    }

    /** What is said of an output that is null. */
    public static DiagnosedException refusedOutput() {
        return new DiagnosedException(
                new Diagnosis(
                        "run() returned null, which cannot cross to another process; every model refuses it",
                        "return a value that says \"nothing\" (an empty string, -1, a record with an Optional), declare the output as"
                                + " Void if there is none, or override outputCodec() with a codec that handles null.",
                        ""),
                null);
    }

    /** Refuses {@code input}, number {@code index}, where it is null and must not be. */
    public static <I> void checkInput(Workload<I, ?> workload, @Nullable I input, int index) throws DiagnosedException {
        if (input == null && !carriesNull(workload::inputCodec)) {
            throw new DiagnosedException(
                    new Diagnosis(
                            "input(" + index
                                    + ") returned null, which cannot cross to another process; every model refuses it",
                            "return a value for every index from 0, declare the input as Void if there is none, or override"
                                    + " inputCodec() with a codec that handles null.",
                            ""),
                    null);
        }
    }

    @SuppressWarnings("NullAway") // whether null is allowed is what is asked
    private static <T> boolean carriesNull(Supplier<Codec<T>> maker) {
        try {
            Codec<T> codec = maker.get();
            return codec.decode(codec.encode(null)) == null;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
