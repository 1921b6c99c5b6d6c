package org.concurrencybench.reports.html;

import java.util.List;
import java.util.Map;
import org.concurrencybench.core.load.LoadReport;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.OfferedLoadResult;

/**
 * Latency by percentile, each model a line with its intervals; on the axis of percentiles each step to the right leaves
 * a tenth of the tasks behind.
 */
final class LatencyPlot {
    private static final double WIDTH = 760;
    private static final double HEIGHT = 320;
    private static final double LEFT = 70;
    private static final double RIGHT = 170;
    private static final double TOP = 14;
    private static final double BOTTOM = 40;
    private static final double LABEL_HEIGHT = 15;

    private final String id;
    private final OfferedLoadResult load;
    private final List<OfferedLoadResult.Model> models;

    LatencyPlot(String id, OfferedLoadResult load) {
        this.id = id;
        this.load = load;
        this.models = load.models().stream()
                .filter(model -> model.all().latency().size() > 1)
                .toList();
    }

    boolean isEmpty() {
        return models.isEmpty();
    }

    Svg draw() {
        LogAxis times = new LogAxis(
                models.stream()
                        .flatMap(model -> model.all().latency().stream())
                        .mapToDouble(percentile -> percentile.nanos().lowOrEstimate())
                        .min()
                        .orElse(1),
                models.stream()
                        .flatMap(model -> model.all().latency().stream())
                        .mapToDouble(percentile -> percentile.nanos().highOrEstimate())
                        .max()
                        .orElse(1),
                HEIGHT - BOTTOM,
                TOP);
        Svg svg = new Svg(
                id,
                WIDTH,
                HEIGHT,
                "Latency by percentile at " + load.load() + ", " + load.experiment(),
                "From when a task was due until it completed, with 95 % intervals over the trials. The numbers are in the"
                        + " table.");
        for (double tick : times.ticks()) {
            svg.line(LEFT, times.at(tick), WIDTH - RIGHT, times.at(tick), "grid");
            svg.text(LEFT - 7, times.at(tick) + 4, Svg.Anchor.END, "tick", NumberText.time(tick));
        }
        for (Map.Entry<String, Double> percentile : LoadReport.PERCENTILES.entrySet()) {
            double x = x(percentile.getKey());
            svg.line(x, TOP, x, HEIGHT - BOTTOM, "grid");
            svg.text(x, HEIGHT - BOTTOM + 16, Svg.Anchor.MIDDLE, "tick", percentile.getKey());
        }
        svg.text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, Svg.Anchor.MIDDLE, "note", "percentile of the tasks");
        double label = TOP + LABEL_HEIGHT;
        for (OfferedLoadResult.Model model : models) {
            label = model(svg, times, model, label);
        }
        return svg;
    }

    /** Returns where the next label may stand. */
    private double model(Svg svg, LogAxis times, OfferedLoadResult.Model model, double label) {
        List<OfferedLoadResult.Percentile> known = model.all().latency();
        String family = IntervalPlot.familyClass(model.family());
        double[] line = new double[known.size() * 2];
        for (int i = 0; i < known.size(); i++) {
            OfferedLoadResult.Percentile percentile = known.get(i);
            double x = x(percentile.name());
            line[2 * i] = x;
            line[2 * i + 1] = times.at(percentile.nanos().estimate());
            svg.line(
                    x,
                    times.at(percentile.nanos().lowOrEstimate()),
                    x,
                    times.at(percentile.nanos().highOrEstimate()),
                    "whisker " + family);
            svg.circle(
                    x,
                    line[2 * i + 1],
                    3,
                    "mark " + family,
                    model.name() + ", " + percentile.name() + " %: "
                            + NumberText.time(percentile.nanos().estimate()));
        }
        svg.polyline(line, "trace " + family);
        svg.line(line[line.length - 2], line[line.length - 1], WIDTH - RIGHT + 8, label - 4, "grid");
        svg.text(WIDTH - RIGHT + 10, label, Svg.Anchor.START, "tick", model.name());
        return label + LABEL_HEIGHT;
    }

    private static double x(String percentile) {
        double share = LoadReport.PERCENTILES.getOrDefault(percentile, 0.5);
        double first = Math.log10(2);
        double last = 4;
        return LEFT + (WIDTH - RIGHT - LEFT) * (-Math.log10(1 - share) - first) / (last - first);
    }
}
