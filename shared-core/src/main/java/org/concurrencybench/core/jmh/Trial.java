package org.concurrencybench.core.jmh;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.Family;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.run.ExperimentFolder;
import org.concurrencybench.core.run.WarmUpTrace;
import org.jspecify.annotations.Nullable;

/**
 * One opened trial: workload, session and batch, from set-up to tear-down. JMH leaves tear-down out when something fails, so a
 * failure closes the trial here, after it has been written down.
 */
final class Trial<I, O> implements AutoCloseable {
    private final TrialRequest<I, O> request;
    private @Nullable StandaloneExperiment standalone;
    private @Nullable Workload<I, O> opened;
    private @Nullable Session<I, O> session;
    private @Nullable Batch<I, O> batch;
    private final Map<String, String> facts = new LinkedHashMap<>();
    private boolean closed;

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
        workload.open(configured.jvmContext(1));
        opened = workload;
        Batch<I, O> made = new Batch<>(workload, request.tasks(), Expectation.of(experiment.expected()));
        long begin = System.nanoTime();
        Session<I, O> started = request.model().open(configured, request.settings());
        session = started;
        made.run(started, 1);
        long startNanos = System.nanoTime() - begin;
        batch = made;
        if (started.jvms() > 1 || request.model().family() == Family.PROCESS) {
            Meter.processes(ProcessTree.descendants());
        }
        warmUp(made);
        tellFacts(started, startNanos, made.digestNanos());
    }

    private void warmUp(Batch<I, O> made) throws Exception {
        WarmUpTrace trace = request.warmUp()
                .run(this::batch, made.size(), request.workload().waits(), Meter.processes());
        if (request.folder().isPresent()) {
            request.folder().get().writeWarmUp(trace);
        }
    }

    /** One batch; what is measured. */
    @SuppressWarnings("NullAway") // set by setUp(), without which no trial leaves open()
    long batch() throws Exception {
        try {
            long begin = System.nanoTime();
            long digest = batch.run(session);
            Meter.add(batch.size(), batch.busyNanos(), System.nanoTime() - begin);
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
        try {
            tellAccount();
            release();
        } catch (Throwable e) {
            throw failed("TEARDOWN", e);
        }
    }

    private void tellAccount() throws IOException {
        Session<I, O> ending = session;
        if (ending != null) {
            ending.account().forEach((name, value) -> facts.put(name, Double.toString(value)));
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
        String kind = switch (cause) {
            case WrongResultException wrong -> "WRONG_RESULT";
            case TaskFailedException task -> "TASK";
            default -> phase;
        };
        if (request.folder().isPresent()) {
            request.folder()
                    .get()
                    .writeFailure(
                            kind, FailureText.of(cause instanceof TaskFailedException task ? task.failure() : cause));
        }
        closed = true;
        try {
            release();
        } catch (Throwable e) {
            cause.addSuppressed(e);
        }
        return cause instanceof Exception exception ? exception : new TaskFailedException(cause);
    }

    private void tellFacts(Session<I, O> started, long startNanos, double digestNanos) throws IOException {
        facts.putAll(started.inEffect());
        facts.putAll(JvmFacts.here());
        facts.put("pid", Long.toString(ProcessHandle.current().pid()));
        facts.put("jvms", Integer.toString(started.jvms()));
        facts.put("startMillis", String.format(Locale.ROOT, "%.3f", startNanos / 1e6));
        facts.put("digestNanosPerTask", String.format(Locale.ROOT, "%.2f", digestNanos));
        writeFacts();
    }

    private void writeFacts() throws IOException {
        if (request.folder().isPresent()) {
            request.folder().get().writeFacts(facts);
        }
    }
}
