package org.concurrencybench.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.records.TrialRecord;

/** For each cell a small plot with one line per trial: its iterations in order, warm-up first. */
final class WarmupPlot {
    private static final double WIDTH = 240;
    private static final double HEIGHT = 120;
    private static final double LEFT = 58;
    private static final double RIGHT = 8;
    private static final double TOP = 24;
    private static final double BOTTOM = 22;

    private final String id;
    private final List<CellResult> cells;
    private final Map<String, List<TrialRecord>> trials;

    WarmupPlot(String id, List<CellResult> cells, Map<String, List<TrialRecord>> trials) {
        this.id = id;
        this.cells = cells;
        this.trials = trials;
    }

    List<Svg> draw() {
        List<Svg> plots = new ArrayList<>();
        for (CellResult cell : cells) {
            List<TrialRecord> ofCell = trials.getOrDefault(cell.cell(), List.of());
            if (ofCell.stream().anyMatch(trial -> !trial.warmup().isEmpty())) {
                plots.add(panel(cell, ofCell, id + plots.size()));
            }
        }
        return plots;
    }

    private static Svg panel(CellResult cell, List<TrialRecord> trials, String id) {
        Svg svg = new Svg(
                id,
                WIDTH,
                HEIGHT,
                "Warm-up, " + cell.name(),
                "Time per task of each iteration in order, one line per trial; the shaded part is warm-up, which is not measured.");
        List<List<Double>> series = trials.stream().map(WarmupPlot::all).toList();
        var range = series.stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        LogAxis axis = new LogAxis(range.getMin(), range.getMax(), HEIGHT - BOTTOM, TOP);
        int warm = trials.stream().mapToInt(WarmupPlot::warmup).max().orElse(0);
        int measured = trials.stream()
                .mapToInt(trial -> all(trial).size() - warmup(trial))
                .max()
                .orElse(1);
        int longest = Math.max(1, warm + measured);
        double pitch = (WIDTH - LEFT - RIGHT) / longest;
        svg.text(2, 12, Svg.Anchor.START, "panel", IntervalPlot.shortened(cell.name()));
        svg.rectangle(LEFT, TOP, warm * pitch, HEIGHT - BOTTOM - TOP, "warm");
        svg.line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, "grid");
        for (double end : new double[] {range.getMin(), range.getMax()}) {
            svg.text(LEFT - 5, axis.at(end) + 4, Svg.Anchor.END, "tick", NumberText.time(end));
        }
        svg.text(LEFT, HEIGHT - 7, Svg.Anchor.START, "tick", "warm-up");
        svg.text(WIDTH - RIGHT, HEIGHT - 7, Svg.Anchor.END, "tick", "measured");
        for (int trial = 0; trial < series.size(); trial++) {
            List<Double> line = series.get(trial);
            int first = warm - warmup(trials.get(trial)); // warm-ups differ in length: they end together
            double[] points = new double[line.size() * 2];
            for (int i = 0; i < line.size(); i++) {
                points[2 * i] = LEFT + (first + i + 0.5) * pitch;
                points[2 * i + 1] = axis.at(line.get(i));
            }
            svg.polyline(points, "trace " + IntervalPlot.familyClass(cell.family()));
        }
        return svg;
    }

    private static List<Double> all(TrialRecord trial) {
        List<Double> all = new ArrayList<>(times(trial.warmup()));
        all.addAll(times(trial.iterations()));
        return all;
    }

    private static int warmup(TrialRecord trial) {
        return times(trial.warmup()).size();
    }

    private static List<Double> times(List<Double> iterations) {
        return iterations.stream()
                .filter(nanos -> nanos > 0 && Double.isFinite(nanos))
                .toList();
    }
}
