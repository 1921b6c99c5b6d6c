package org.concurrencybench.process;

import org.concurrencybench.core.diagnosis.Causes;
import org.concurrencybench.core.diagnosis.DiagnosedException;
import org.concurrencybench.core.diagnosis.Diagnosis;
import org.concurrencybench.core.diagnosis.ExitWitness;
import org.concurrencybench.core.diagnosis.NullOutputException;
import org.concurrencybench.core.diagnosis.Nulls;
import org.concurrencybench.process.api.PayloadException;
import org.concurrencybench.process.api.TaskFailedException;
import org.concurrencybench.process.api.WorkerDiedException;

/** Why a task failed that ran in a worker, as if it had run here: what it threw, or what became of its worker. */
final class WorkerCauses {
    /** What the codec says where a copy is the cure. */
    private static final String COPY = "must be copied";

    private static final int FIRST_SIGNAL = 128;

    private WorkerCauses() {}

    static Throwable of(Throwable failure) {
        return switch (failure) {
            case TaskFailedException failed -> thrown(failed);
            case WorkerDiedException died -> new DiagnosedException(died(died), died);
            case PayloadException payload -> new DiagnosedException(payload(payload), payload);
            default -> failure;
        };
    }

    private static Throwable thrown(TaskFailedException failed) {
        if (failed.thrown().className().equals(NullOutputException.class.getName())) {
            return Nulls.refusedOutput();
        }
        return failed.getCause() == null ? failed : failed.getCause();
    }

    private static Diagnosis died(WorkerDiedException died) {
        String how = String.valueOf(died.getMessage()).lines().findFirst().orElse("a worker ended");
        String printed = died.lastOutput().strip();
        String seen = printed.lines()
                .filter(line -> line.startsWith(ExitWitness.SEEN))
                .findFirst()
                .map(line -> "; " + line)
                .orElse("");
        return Causes.outOfMemory(printed)
                .map(words -> new Diagnosis(
                        "its worker process ran out of memory: " + words + " (" + how + ")", Causes.MORE_HEAP, printed))
                .orElseGet(() -> new Diagnosis(
                        "its worker process ended: " + how + seen,
                        died.exitCode() > FIRST_SIGNAL
                                ? "find out who ended it: 9 often comes from the system when memory is short, 6 and 11 from a crash in"
                                        + " native code; what it printed stands below."
                                : "look for System.exit or Runtime.halt in run() and in the libraries that it uses: a task must return or"
                                        + " throw.",
                        printed));
    }

    private static Diagnosis payload(PayloadException payload) {
        return new Diagnosis(
                String.valueOf(payload.getMessage()),
                (String.valueOf(payload.getMessage()).contains(COPY)
                                ? "if it is a list, set or map, copy it (List.copyOf, new ArrayList<>); else "
                                : "")
                        + "use values of exactly the declared types, made of records, boxed primitives, strings, enums, and arrays, lists, sets and maps of"
                        + " those; or override inputCodec() or outputCodec().",
                "");
    }
}
