package org.concurrencybench.reports.run.trial;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concurrencybench.core.diagnosis.Advice;
import org.concurrencybench.core.diagnosis.Causes;
import org.concurrencybench.core.diagnosis.Diagnosis;
import org.concurrencybench.core.diagnosis.HangWitness;
import org.concurrencybench.core.experiment.TrialFolder;
import org.concurrencybench.reports.records.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Why a trial failed, from what its JVM has told, and where it could tell nothing, from what it left behind.
 *
 * @param plan what was to be measured
 * @param trial where its JVM has told something
 * @param problem what JMH says, or null
 * @param heapBytes of its JVM
 * @param printed the end of what was printed
 * @param slowHelp what a user does where tasks are only slow
 */
record TrialFailure(
        TrialPlan plan, TrialFolder trial, @Nullable String problem, long heapBytes, String printed, String slowHelp) {
    /** In a run. */
    static final String FEWER_TASKS = "set fewer with bench.tasks (--tasks), or raise limit under [trial] in the plan";

    private static final Pattern EXIT_CODE = Pattern.compile("exit code (-?\\d+)");
    private static final String EXIT_SEEN_BY_JMH = "explicit System.exit was called";
    private static final String FIND_THE_WAIT =
            "find what the tasks wait for: a lock that another task holds, a full pool or queue, an answer that never comes; give waits a"
                    + " limit. Where tasks are only slow, ";
    private static final int FIRST_SIGNAL = 128;

    /** The trial was ended after {@code limit}. */
    Failure timeout(Duration limit) throws IOException {
        Optional<String> seen = trial.seen(TrialFolder.Seen.HANG);
        String what = String.format(
                Locale.ROOT,
                "took longer than %d s where about %.1f s were expected; all its processes were ended",
                limit.toSeconds(),
                plan.expected().toMillis() / 1e3);
        String brief = seen.flatMap(words -> words.lines().findFirst()).orElse("");
        return new Failure(
                Failure.Kind.TIMEOUT,
                new Diagnosis(
                                brief.isEmpty() ? what : what + "\n" + brief,
                                seen.filter(HangWitness::isDeadlock).isPresent()
                                        ? Advice.LOCK_ORDER
                                        : FIND_THE_WAIT + slowHelp + ".",
                                seen.orElse(""))
                        .text());
    }

    /** What its JVM has told, or how it ended; empty when all is well. */
    Optional<Failure> failure(int warmups, int iterations) throws IOException {
        Optional<TrialFolder.Told> told = trial.failure();
        if (told.isPresent()) {
            return told.map(failed -> new Failure(Failure.Kind.valueOf(failed.kind()), failed.message()));
        }
        if (problem == null && warmups == plan.settling() && iterations == plan.iterations()) {
            return Optional.empty();
        }
        return Optional.of(
                new Failure(Failure.Kind.JVM_EXIT, ended(warmups, iterations).text()));
    }

    private Diagnosis ended(int warmups, int iterations) throws IOException {
        String said = problem == null ? "" : problem.lines().findFirst().orElse("");
        Optional<String> outOfMemory = Causes.outOfMemory(printed);
        if (outOfMemory.isPresent()) {
            return new Diagnosis(
                    "the measured JVM ran out of memory and ended" + Causes.heap(outOfMemory.get(), heapBytes) + ": "
                            + outOfMemory.get(),
                    Causes.MORE_HEAP,
                    details());
        }
        if (printed.contains("A fatal error has been detected by the Java Runtime Environment")) {
            return new Diagnosis(
                    "the measured JVM crashed",
                    "look for native code, Unsafe or foreign memory in what the workload uses; the JVM's own message is below.",
                    details());
        }
        Matcher matcher = EXIT_CODE.matcher(said);
        boolean coded = matcher.find();
        int code = coded ? Integer.parseInt(matcher.group(1)) : 0;
        Optional<String> seen = trial.seen(TrialFolder.Seen.EXIT);
        boolean exited = seen.isPresent() || said.contains(EXIT_SEEN_BY_JMH);
        if (problem != null && !coded && !exited) {
            return new Diagnosis(
                    "the measured JVM did not finish: " + said,
                    "correct what the message names; all of it is below.",
                    details());
        }
        if (code > FIRST_SIGNAL) {
            return new Diagnosis(
                    "the measured JVM was ended by signal " + (code - FIRST_SIGNAL) + " (exit code " + code + ")",
                    "find out who sent it; 9 often comes from the system when memory is short.",
                    details());
        }
        boolean setUp = trial.facts().isEmpty() && trial.warmUp().nanosPerTask().isEmpty();
        return new Diagnosis(
                "the measured JVM ended before its time"
                        + (problem == null || coded ? ", with exit code " + code : "")
                        + (setUp ? ", while it was set up or warmed up" : "")
                        + ": "
                        + seen.flatMap(words -> words.lines().findFirst())
                                .orElse(
                                        exited
                                                ? "System.exit was called by the workload or a library"
                                                : Advice.NO_EXIT_SEEN),
                exited
                        ? "remove that call: a task must return or throw; ending the JVM ends every task."
                        : Advice.searchForHalt(""),
                warmups + " of " + plan.settling() + " warm-up and " + iterations + " of " + plan.iterations()
                        + " measured iterations came back\n"
                        + seen.map(words -> words + "\n").orElse("") + details());
    }

    private String details() {
        return (problem == null ? "" : problem + "\n") + (printed.isEmpty() ? "" : "printed last:\n" + printed);
    }
}
