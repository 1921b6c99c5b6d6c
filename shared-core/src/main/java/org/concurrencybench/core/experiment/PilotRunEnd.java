package org.concurrencybench.core.experiment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.concurrencybench.core.diagnosis.Advice;
import org.concurrencybench.core.diagnosis.Causes;
import org.concurrencybench.core.diagnosis.Diagnosis;
import org.concurrencybench.core.diagnosis.HangWitness;

/** How the JVM of a pilot run ended, from what it left in its folder. */
final class PilotRunEnd {
    /** What the pilot run itself says, or a witness in its JVM. */
    static final String FAILURE = "pilot-failure.txt";

    static final String EXIT = "pilot-exit.txt";
    static final String HANG = "pilot-hang.txt";

    /** Printed text that goes into details. */
    private static final int SHOWN = 2000;
    /** Printed text that is searched for the JVM's own last words. */
    private static final int SEARCHED = 1 << 20;

    private static final int FIRST_SIGNAL = 128;

    private final Path folder;
    private final Path printed;

    /** {@code printed}: the file with all that it printed. */
    PilotRunEnd(Path folder, Path printed) {
        this.folder = folder;
        this.printed = printed;
    }

    /** Why the pilot run failed that ended with {@code exitCode}; empty when it came to its end. */
    Optional<String> failure(int exitCode) throws IOException {
        Optional<String> told = read(FAILURE);
        if (told.isPresent()) {
            return told;
        }
        PilotProgress progress = PilotProgress.open(folder);
        return progress.step() == PilotStep.DONE && exitCode == 0
                ? Optional.empty()
                : Optional.of(ended(exitCode, progress).text());
    }

    private Diagnosis ended(int exitCode, PilotProgress progress) throws IOException {
        String text = tail(SEARCHED);
        String where = progress.step().words(progress.index());
        String during = where.isEmpty() ? "" : " during " + where;
        Optional<String> outOfMemory = Causes.outOfMemory(text);
        if (outOfMemory.isPresent()) {
            return new Diagnosis(
                    "out of memory" + during + ", alone and in one thread: " + outOfMemory.get(),
                    Causes.MORE_HEAP,
                    printedLast());
        }
        if (text.contains("A fatal error has been detected by the Java Runtime Environment")) {
            return new Diagnosis(
                    "the JVM crashed" + during,
                    "look for native code, Unsafe or foreign memory in what the workload uses; the JVM's own message is below.",
                    printedLast());
        }
        if (progress.step() == PilotStep.STARTING) {
            return new Diagnosis(
                    "the JVM that runs the workload's tasks once, before anything is measured, did not start (exit code "
                            + exitCode + ")",
                    "see what it printed, below; often memory is short, or heap under [trial] of the plan is too large.",
                    printedLast());
        }
        if (exitCode > FIRST_SIGNAL) {
            return new Diagnosis(
                    "the JVM of the pilot run was ended by signal " + (exitCode - FIRST_SIGNAL) + during,
                    "find out who sent it; 9 often comes from the system when memory is short.",
                    printedLast());
        }
        Optional<String> witness = read(EXIT);
        String seen = witness.flatMap(words -> words.lines().findFirst()).orElse(Advice.NO_EXIT_SEEN);
        return new Diagnosis(
                "the JVM ended with exit code " + exitCode + during + ": " + seen,
                witness.isPresent()
                        ? "remove that call: a task must return or throw; ending the JVM ends every task."
                        : Advice.searchForHalt(first(progress)),
                witness.map(words -> words + "\n").orElse("") + printedLast());
    }

    /** Where to begin to search. */
    private static String first(PilotProgress progress) {
        return switch (progress.step()) {
            case OPENING -> ", beginning with open()";
            case INPUT -> ", beginning with input(" + progress.index() + ")";
            case RUN -> ", beginning with what run() does for input(" + progress.index() + ")";
            case DIGEST -> ", beginning with digest()";
            case EXPECTED -> ", beginning with expected(" + progress.index() + ")";
            case CLOSING -> ", beginning with close()";
            default -> "";
        };
    }

    /**
     * Why the pilot run failed that had to be ended after {@code limit}; {@code raised}: what a user raises for a
     * longer one, or empty.
     */
    String timeout(Duration limit, String raised, boolean expectedGiven) throws IOException {
        Optional<String> told = read(FAILURE);
        if (told.isPresent()) {
            return told.get();
        }
        PilotProgress progress = PilotProgress.open(folder);
        Optional<String> hang = read(HANG);
        int done = progress.tasksDone();
        String where = progress.step().words(progress.index());
        long seconds = progress.step() == PilotStep.RUN && progress.begun() > 0
                ? Math.clamp((System.currentTimeMillis() - progress.begun()) / 1000, 0, limit.toSeconds())
                : 0;
        boolean oneIsLong = progress.isPilotOver() && progress.index() > 0 && seconds >= limit.toSeconds() / 2;
        boolean firstIsLong = done == 0 && progress.step() == PilotStep.RUN;
        String estimate = done > 0 && !progress.isPilotOver()
                ? " (about " + Math.max(1, Math.round(limit.toMillis() / 1e3 / done)) + " s each)"
                : "";
        String what = (firstIsLong
                        ? where + " takes longer than " + limit.toSeconds() + " s, alone and in one thread"
                        : "the pilot run, one task after the other, was not finished after " + limit.toSeconds()
                                + " s: "
                                + (done == 0 ? "no task" : done == 1 ? "1 task" : done + " tasks") + " had ended"
                                + estimate
                                + (where.isEmpty() ? "" : ", and it was at " + where)
                                + (seconds > 0 ? ", for " + seconds + " s so far" : ""))
                + hang.flatMap(words -> words.lines().findFirst())
                        .map(words -> "; " + words)
                        .orElse("");
        String budget = raised.isEmpty() ? "" : ", or raise " + raised;
        String next;
        if (hang.filter(HangWitness::isDeadlock).isPresent()) {
            next = Advice.LOCK_ORDER;
        } else if (!progress.isPilotOver()) {
            next = (done == 0 ? "if it hangs, fix that; else make tasks shorter" : "make tasks shorter")
                    + budget
                    + (done == 0
                            ? ". The pilot runs four of them, one after the other, in " + PilotRun.LONGEST.toSeconds()
                                    + " s at most, so a run measures tasks of up to "
                                    + PilotRun.longestTask().toSeconds() + " s."
                            : ". The pilot needs four of them.")
                    + (expectedGiven
                            ? " With expected() the pilot skips its other runs, but not these, nor the measured ones."
                            : "");
        } else if (oneIsLong) {
            next = "make that task and others like it shorter, or run fewer tasks: bench.tasks (--tasks) of "
                    + progress.index() + " or fewer." + ofExpected(expectedGiven);
        } else {
            next = "make tasks shorter, or fewer with bench.tasks (--tasks)" + budget + "." + ofExpected(expectedGiven);
        }
        return new Diagnosis(what, next, hang.orElse("")).text();
    }

    private static String ofExpected(boolean given) {
        return given
                ? ""
                : " Digests in expected() would skip this pilot run only; the measured runs still execute the task.";
    }

    private String printedLast() throws IOException {
        String tail = tail(SHOWN);
        return tail.isEmpty() ? "" : "printed last:\n" + tail;
    }

    private String tail(int most) throws IOException {
        if (!Files.exists(printed)) {
            return "";
        }
        try (var file = Files.newByteChannel(printed)) {
            file.position(Math.max(0, file.size() - most));
            byte[] end = new byte[(int) (file.size() - file.position())];
            int read = file.read(ByteBuffer.wrap(end));
            return new String(end, 0, Math.max(0, read), StandardCharsets.UTF_8).strip();
        }
    }

    private Optional<String> read(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }
}
