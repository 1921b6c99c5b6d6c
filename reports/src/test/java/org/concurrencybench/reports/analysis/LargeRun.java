package org.concurrencybench.reports.analysis;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.concurrencybench.reports.findings.Analysis;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticRun;
import org.concurrencybench.reports.records.TrialRecord;

/**
 * Program: how long does it take to read and analyse a run of so many records? Arguments: a folder for the file, then
 * numbers of records; each is measured three times, the cost should grow as the number does.
 */
final class LargeRun {
    private static final int EXPERIMENTS = 20;
    private static final List<String> MODELS =
            List.of("sequential", "platform-pool", "virtual-threads", "completable-future", "process-pool");

    private LargeRun() {}

    public static void main(String[] args) throws IOException {
        for (int i = 1; i < args.length; i++) {
            int records = Integer.parseInt(args[i]);
            Path file = write(Path.of(args[0]).resolve("run-" + records + ".jsonl"), records);
            for (int repeat = 0; repeat < 3; repeat++) {
                long begin = System.nanoTime();
                RunResults results = ResultsFile.read(file);
                long read = System.nanoTime();
                Analysis analysis = RunAnalyst.analyse(results);
                long analysed = System.nanoTime();
                if (analysis.measuredTrials() != records) {
                    throw new IllegalStateException(analysis.measuredTrials() + " of " + records + " were analysed");
                }
                System.out.printf(
                        Locale.ROOT,
                        "%d records: read %.2f s, analysed %.2f s%n",
                        records,
                        (read - begin) / 1e9,
                        (analysed - read) / 1e9);
            }
            Files.delete(file);
        }
    }

    private static Path write(Path file, int records) throws IOException {
        List<Cell> cells = new ArrayList<>();
        SyntheticRun run = new SyntheticRun(1).rounds(1);
        for (int experiment = 0; experiment < EXPERIMENTS; experiment++) {
            for (String model : MODELS) {
                Cell cell = SyntheticRun.cell("workload-" + experiment, model, 2, Shape.STEADY);
                cells.add(cell);
                run.measured(cell, 1000);
            }
        }
        RunResults synthetic = run.results();
        TrialRecord template = synthetic.trials().getFirst();
        Random random = new Random(1);
        try (ResultsFile results = ResultsFile.create(file)) {
            results.append(synthetic.header());
        }
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardOpenOption.APPEND)) {
            for (int i = 0; i < records; i++) {
                Cell cell = cells.get(i % cells.size());
                out.write(ResultsFile.line(new TrialRecord(
                        1 + i / cells.size(),
                        1 + i % cells.size(),
                        cell.id(),
                        template.startedAt(),
                        3,
                        2.4,
                        null,
                        times(random, 10),
                        times(random, 20),
                        template.figures(),
                        Map.of("collector", "G1"))));
            }
        }
        return file;
    }

    private static List<Double> times(Random random, int count) {
        double level = 1000 * Math.exp(0.03 * random.nextGaussian());
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            times.add(level * Math.exp(0.015 * random.nextGaussian()));
        }
        return times;
    }
}
