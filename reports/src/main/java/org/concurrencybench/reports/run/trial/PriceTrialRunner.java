package org.concurrencybench.reports.run.trial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.concurrencybench.core.experiment.TrialFolder;
import org.concurrencybench.core.os.ParentWatch;
import org.concurrencybench.core.prices.PriceMeasurement;
import org.concurrencybench.core.prices.PriceShape;
import org.concurrencybench.core.prices.PriceTrial;
import org.concurrencybench.reports.plan.PriceCell;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.PriceRecord;
import org.concurrencybench.reports.run.folder.Folders;
import org.concurrencybench.reports.run.machine.Jvm;
import org.concurrencybench.reports.run.machine.MachineLoad;

/** Measures one price once, in a fresh JVM. Whatever happens in that JVM ends as a record. */
public final class PriceTrialRunner {
    private static final String OUTPUT = "output.txt";
    private static final int KEPT = 2000;
    /** A trial that takes so many times what it should is only slow. */
    private static final double SLOW = 5;

    private final TrialJvm jvm;
    private final Path java;
    private final String classPath;
    private final PriceShape shape;
    private final List<Long> spared;
    private final Path folder;

    /**
     * For the trials of one run.
     *
     * @param classPath of the measured JVMs
     * @param spared processes that no watchdog may end
     * @param folder where trials may leave files while they run
     */
    public PriceTrialRunner(
            TrialJvm jvm, Jvm measured, String classPath, PriceShape shape, List<Long> spared, Path folder) {
        this.jvm = jvm;
        this.java = measured.java();
        this.classPath = classPath;
        this.shape = shape;
        this.spared = List.copyOf(spared);
        this.folder = folder;
    }

    /**
     * Never throws for what a trial does: a failure is a record as well.
     *
     * @param secondsLeft after which the trial is ended, if its own limit does not end it before
     * @throws InterruptedException when interrupted; what it started is ended
     */
    public PriceRecord run(PriceCell cell, double secondsLeft, int round, int position)
            throws IOException, InterruptedException {
        String startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        long began = System.nanoTime();
        TrialFolder trial = new TrialFolder(Files.createDirectories(folder.resolve("price-" + round + "-" + position)));
        Duration limit = limit(secondsLeft);
        Optional<MachineLoad> before = MachineLoad.now(spared);
        int code;
        boolean expired;
        try (Watchdog watchdog = Watchdog.start(spared, limit)) {
            code = new ProcessBuilder(command(cell, trial))
                    .redirectErrorStream(true)
                    .redirectOutput(trial.path().resolve(OUTPUT).toFile())
                    .start()
                    .waitFor();
            expired = watchdog.expired();
        }
        Optional<Double> others = before.flatMap(earlier ->
                MachineLoad.now(spared).map(later -> later.since(earlier).used()));
        Map<String, String> facts = trial.facts();
        Optional<Failure> failure = expired ? Optional.of(timeout(limit)) : failure(trial, facts, code);
        PriceMeasurement measured = PriceMeasurement.ofFacts(failure.isPresent() ? Map.of() : facts);
        PriceRecord record = new PriceRecord(
                round,
                position,
                cell.id(),
                startedAt,
                (System.nanoTime() - began) / 1e9,
                measured.seconds(),
                failure.orElse(null),
                measured.times(),
                measured.steady(),
                measured.warmup(),
                measured.once(),
                measured.twice(),
                others.orElse(null));
        Folders.delete(trial.path());
        return record;
    }

    private Duration limit(double secondsLeft) {
        double own = jvm.shape().limit().toNanos() / 1e9 + SLOW * shape.expectedSeconds();
        return Duration.ofNanos(Math.round(Math.min(own, secondsLeft) * 1e9));
    }

    private List<String> command(PriceCell cell, TrialFolder trial) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(jvm.aloneArguments());
        command.add("-Djdk.virtualThreadScheduler.parallelism=" + jvm.cpus());
        command.add("-D" + TrialFolder.PROPERTY + "=" + trial.path());
        command.add(ParentWatch.argument());
        command.addAll(cell.jvmArguments());
        command.add("-cp");
        command.add(classPath);
        command.add(PriceTrial.class.getName());
        command.add(cell.source());
        command.add(cell.id());
        command.addAll(shape.arguments());
        return command;
    }

    private Failure timeout(Duration limit) {
        return new Failure(
                Failure.Kind.TIMEOUT,
                "took longer than " + limit.toSeconds() + " s where about " + Math.round(shape.expectedSeconds())
                        + " s were expected; all its processes were ended."
                        + "\nRun it on a machine with less other load, or raise limit under [trial] in the plan.");
    }

    private static Optional<Failure> failure(TrialFolder trial, Map<String, String> facts, int code)
            throws IOException {
        Optional<TrialFolder.Told> told = trial.failure();
        if (told.isPresent()) {
            return told.map(failed -> new Failure(Failure.Kind.valueOf(failed.kind()), failed.message()));
        }
        if (code == 0 && !facts.isEmpty()) {
            return Optional.empty();
        }
        String printed = Files.readString(trial.path().resolve(OUTPUT), StandardCharsets.ISO_8859_1)
                .strip();
        return Optional.of(new Failure(
                Failure.Kind.JVM_EXIT,
                "the measured JVM ended with exit code " + code + " before it had measured anything"
                        + (printed.isEmpty()
                                ? ""
                                : "\n\nprinted last:\n" + printed.substring(Math.max(0, printed.length() - KEPT)))));
    }
}
