package org.concurrencybench.core.jmh;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.FanOut;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.diagnosis.Advice;
import org.concurrencybench.core.diagnosis.Causes;
import org.concurrencybench.core.diagnosis.Diagnosis;
import org.concurrencybench.core.diagnosis.ExitWitness;
import org.concurrencybench.core.diagnosis.HangWitness;
import org.concurrencybench.core.experiment.EvidenceNames;
import org.concurrencybench.core.experiment.ExperimentFolder;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.core.experiment.TrialFolder;
import org.concurrencybench.core.experiment.WarmUpTrace;
import org.concurrencybench.core.load.LoadRequest;
import org.concurrencybench.core.load.OfferedLoad;
import org.concurrencybench.core.load.SoughtCapacity;
import org.concurrencybench.core.os.ProcessTree;
import org.jspecify.annotations.Nullable;

/**
 * One opened trial: workload, session and batch, from set-up to tear-down. JMH leaves tear-down out when something
 * fails, so a failure closes the trial here, after it has been written down.
 */
final class Trial<I, O> implements AutoCloseable {
    private static final String OPENING = "open() of the workload";
    private static final String WRONG_RESULT = "WRONG_RESULT";
    /** So long before the runner ends the trial its tasks are looked at. */
    private static final long MOST_LOOK_MILLIS = 2000;

    private final TrialRequest<I, O> request;
    private @Nullable StandaloneExperiment standalone;
    private @Nullable Workload<I, O> opened;
    private @Nullable Session<I, O> session;
    private @Nullable Batch<I, O> batch;
    /** The same, for the thread that looks at what hangs. */
    private volatile @Nullable Batch<I, O> watched;

    private final Map<String, String> facts = new LinkedHashMap<>();
    private final Map<String, String> evidence = new LinkedHashMap<>();
    private String step = "the set-up of the trial";
    private @Nullable HangWitness hangs;
    private @Nullable ExitWitness exits;
    private boolean closed;
    private boolean told;

    private Trial(TrialRequest<I, O> request) {
        this.request = request;
    }

    static <I, O> Trial<I, O> open(TrialRequest<I, O> request) throws Exception {
        Trial<I, O> trial = new Trial<>(request);
        try {
            trial.setUp();
            return trial;
        } catch (Throwable e) {
            throw trial.failed("SETUP", e);
        }
    }

    private void setUp() throws Exception {
        watch();
        ExperimentFolder experiment;
        if (request.experiment().isPresent()) {
            experiment = request.experiment().get();
        } else {
            standalone = StandaloneExperiment.prepare(request.workload(), request.parameters(), request.tasks());
            experiment = standalone.folder();
        }
        Workload<I, O> workload = request.workload();
        ConfiguredWorkload<I, O> configured =
                new ConfiguredWorkload<>(workload, request.parameters(), experiment.addresses());
        step = OPENING;
        workload.open(configured.jvmContext(1));
        opened = workload;
        step = "the making of the batch";
        Batch<I, O> made =
                new Batch<>(workload, request.tasks(), Expectation.of(experiment.expected(), experiment.given()));
        Meter.figures(made.figureNames());
        step = "the start of model " + request.model().id();
        long begin = System.nanoTime();
        Session<I, O> started = request.model().open(configured, request.settings());
        session = started;
        batch = made;
        watched = made;
        made.run(started, 1);
        long startNanos = System.nanoTime() - begin;
        if (started.jvms() > 1 || request.model().family() == ModelFamily.PROCESS) {
            Meter.processes(ProcessTree.descendants());
            Meter.reporting(started.jvms() == 0 ? -1 : started.jvms());
        }
        Meter.driver(Thread.currentThread().threadId());
        warmUp(made);
        tellFacts(started, startNanos, made.digestNanos());
    }

    /** Until the trial is closed, sees who ends this JVM, and what hangs in it when the runner is about to. */
    private void watch() {
        if (request.folder().isEmpty()) {
            return;
        }
        TrialFolder folder = request.folder().get();
        exits = ExitWitness.watch(seen -> tell(folder, TrialFolder.Seen.EXIT, seen));
        Long deadline = Long.getLong(TrialFolder.DEADLINE);
        if (deadline != null) {
            long left = deadline - System.currentTimeMillis();
            hangs = HangWitness.after(
                    Duration.ofMillis(Math.max(0, left - Math.min(MOST_LOOK_MILLIS, left / 4))),
                    request.workload(),
                    seen -> tell(folder, TrialFolder.Seen.HANG, unfinished() + seen));
        }
    }

    private String unfinished() {
        Batch<I, O> running = watched;
        int left = running == null ? 0 : running.remaining();
        return running == null || left == 0
                ? ""
                : left + " of " + running.size() + " tasks of the batch had not ended; ";
    }

    private static void tell(TrialFolder folder, TrialFolder.Seen what, String text) {
        try {
            folder.writeSeen(what, text);
        } catch (IOException e) {
            // the failure itself is told all the same, without what was seen
        }
    }

    private void warmUp(Batch<I, O> made) throws Exception {
        WarmUpTrace trace = request.warmUp()
                .run(this::batch, made.size(), request.workload().waits(), Meter.processes());
        if (request.folder().isPresent()) {
            request.folder().get().writeWarmUp(trace);
        }
    }

    /** What a call of the benchmark measures: a batch, or tasks that arrive on a schedule. */
    long measure() throws Exception {
        return request.load().isPresent() ? offer(request.load().get()) : batch();
    }

    @SuppressWarnings("NullAway") // set by setUp(), without which no trial leaves open()
    private long offer(LoadRequest load) throws Exception {
        try {
            OpenLoopTrial<I, O> trial = new OpenLoopTrial<>(request.workload(), session, batch, request.settings());
            Map<String, String> report = switch (load) {
                case OfferedLoad offered -> trial.run(offered).properties();
                case SoughtCapacity sought -> trial.search(sought).properties();
            };
            if (request.folder().isPresent()) {
                request.folder().get().writeLoad(report);
            }
            return report.size();
        } catch (Throwable e) {
            throw failed("TASK", e);
        }
    }

    /** One batch. */
    @SuppressWarnings("NullAway") // set by setUp(), without which no trial leaves open()
    long batch() throws Exception {
        try {
            long begin = System.nanoTime();
            long digest = batch.run(session);
            Meter.add(batch.size(), batch.busyNanos(), System.nanoTime() - begin);
            Meter.add(batch.figureSums());
            return digest;
        } catch (Throwable e) {
            throw failed("TASK", e);
        }
    }

    @Override
    public void close() throws Exception {
        if (closed) {
            return;
        }
        closed = true;
        TrialProfiler.tearDownBegins(); // before any thread ends
        endWatch();
        try {
            tellEvidence();
            tellAccount();
            release();
            tellWaiting();
        } catch (Throwable e) {
            throw failed("TEARDOWN", e);
        }
    }

    /** After all that is measured: what virtual threads did, where there are any and the runner has asked. */
    private void tellEvidence() throws Exception {
        Session<I, O> open = session;
        Batch<I, O> made = batch;
        if (open != null
                && made != null
                && request.folder().isPresent()
                && Boolean.getBoolean(EvidenceNames.ASKED)
                && SchedulerEvidence.applies()) {
            SchedulerEvidence.collect(
                            () -> made.run(open),
                            made.size(),
                            request.folder().get().path())
                    .forEach((name, value) -> evidence.put(name, value.toString()));
            request.folder().get().writeEvidence(evidence);
        }
    }

    /** After everything else: how much memory waiting tasks take, where the runner has asked. */
    private void tellWaiting() throws Exception {
        List<Integer> counts = WaitingMemory.asked();
        if (!counts.isEmpty() && request.folder().isPresent()) {
            evidence.putAll(new WaitingMemory(request.model(), request.settings()).measure(counts));
            request.folder().get().writeEvidence(evidence);
        }
    }

    private void tellAccount() throws IOException {
        Session<I, O> ending = session;
        if (ending != null) {
            ending.account().forEach((name, value) -> facts.put(name, Double.toString(value)));
            ending.blockedAt().ifPresent(place -> facts.put(TrialFacts.BLOCKED_AT, place));
            writeFacts();
        }
    }

    private void release() throws Exception {
        // Resources close in the reverse order, each even when one before it fails.
        try (StandaloneExperiment last = standalone;
                AutoCloseable second = opened == null ? null : opened::close;
                Session<I, O> first = session) {
            session = null;
            opened = null;
            standalone = null;
        }
    }

    /** Writes the failure down and ends everything; returns what is to be thrown. */
    private Exception failed(String phase, Throwable cause) throws IOException {
        closed = true;
        if (!told) { // else this is a consequence
            told = true;
            tellFailure(phase, cause);
        }
        endWatch();
        try {
            release();
        } catch (Throwable e) {
            cause.addSuppressed(e);
        }
        return cause instanceof Exception exception ? exception : new IllegalStateException(cause.toString(), cause);
    }

    private void tellFailure(String phase, Throwable cause) throws IOException {
        if (request.folder().isEmpty()) {
            return;
        }
        TrialFolder folder = request.folder().get();
        switch (cause) {
            case WrongResultException wrong -> {
                folder.writeFailure(WRONG_RESULT, String.valueOf(wrong.getMessage()));
                Batch<I, O> ran = batch;
                Session<I, O> open = session;
                if (wrong.wrong().isPresent() && ran != null && open != null) {
                    Diagnosis found =
                            new Retest<>(request, ran, open).of(wrong.wrong().get());
                    folder.replaceFailure(WRONG_RESULT, found.text());
                }
            }
            case BatchFailedException task -> {
                FailedTask failed = task.failed();
                Diagnosis found = Causes.of(failed.where(), failed.cause(), remedy(failed));
                folder.writeFailure(
                        "TASK", found.with(failed.count() + wentWell(failed)).text());
            }
            default -> {
                String where = phase.equals("SETUP") ? step : phase.equals("TASK") ? "a batch" : "the end of the trial";
                String next =
                        where.equals(OPENING) ? Advice.toSetUp("open()", cause) : Advice.at(cause, "correct the cause");
                folder.writeFailure(phase, Causes.of(where, cause, next).text());
            }
        }
    }

    /** The pilot run has run each task whose digest the workload does not say itself. */
    private String wentWell(FailedTask failed) {
        Batch<I, O> ran = batch;
        return ran == null || ran.isGiven(failed.index())
                ? ""
                : "; task " + failed.index() + " went well alone, before anything was measured";
    }

    private String remedy(FailedTask failed) {
        return "correct " + failed.what() + " for input(" + failed.index()
                + "); where it fails only sometimes, look for what changes from one run to the next: a counter, a cache, a pool that is"
                + " used up and not given back (close it in finally)"
                + (request.settings().concurrency() > 1 ? ", or state that tasks share." : ".");
    }

    private void endWatch() {
        if (hangs != null) {
            hangs.close();
        }
        if (exits != null) {
            exits.over();
        }
    }

    private void tellFacts(Session<I, O> started, long startNanos, double digestNanos) throws IOException {
        facts.putAll(started.inEffect());
        started.remark().ifPresent(remark -> facts.put(TrialFacts.REMARK, remark));
        facts.putAll(JvmFacts.here());
        if (request.workload().capabilities().contains(FanOut.class)) {
            facts.put(TrialFacts.FANS_OUT, TrialFacts.YES);
        }
        facts.put(TrialFacts.PID, Long.toString(ProcessHandle.current().pid()));
        facts.put(TrialFacts.JVMS, Integer.toString(started.jvms()));
        facts.put(TrialFacts.START_MILLIS, String.format(Locale.ROOT, "%.3f", startNanos / 1e6));
        facts.put(TrialFacts.DIGEST_NANOS_PER_TASK, String.format(Locale.ROOT, "%.2f", digestNanos));
        writeFacts();
    }

    private void writeFacts() throws IOException {
        if (request.folder().isPresent()) {
            request.folder().get().writeFacts(facts);
        }
    }
}
