package org.concurrencybench.reports.html;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.concurrencybench.core.load.LoadReport;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.OfferedLoadResult;

/**
 * Latency by percentile, each model a line with its intervals; on the axis of percentiles each step to the right leaves
 * a tenth of the tasks behind.
 */
final class LatencyPlot {
    private static final double HEIGHT = 320;
    /** With names at the right end of the lines, where the plot ends. */
    private static final PlotForm WIDE = PlotForm.wide(70, 520, 170);

    private static final double NARROW_LEFT = 64;
    private static final double NARROW_RIGHT = 150;
    /** What has room below a narrow drawing. */
    private static final Set<String> FEW_PERCENTILES = Set.of("50", "90", "99", "99.9", "99.99");

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

    /** The class of what holds the drawing in its two forms. */
    String room() {
        return WIDE.room();
    }

    Svg draw() {
        return draw(WIDE);
    }

    Svg drawNarrow() {
        PlotForm narrow = PlotForm.narrow();
        return draw(new PlotForm(
                narrow.suffix(),
                narrow.classes(),
                narrow.width(),
                NARROW_LEFT,
                narrow.width() - NARROW_RIGHT,
                narrow.tick()));
    }

    private Svg draw(PlotForm form) {
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
                id + form.suffix(),
                form.classes(),
                form.width(),
                HEIGHT,
                "Latency by percentile at " + load.load() + ", " + load.experiment(),
                "From when a task was due until it completed, with 95 % intervals over the trials. The numbers are in the"
                        + " table.");
        for (double tick : times.ticks()) {
            svg.line(form.from(), times.at(tick), form.to(), times.at(tick), "grid");
            svg.text(form.from() - 7, times.at(tick) + 4, Svg.Anchor.END, "tick", NumberText.time(tick));
        }
        for (Map.Entry<String, Double> percentile : LoadReport.PERCENTILES.entrySet()) {
            double x = x(form, percentile.getKey());
            svg.line(x, TOP, x, HEIGHT - BOTTOM, "grid");
            if (form.isNarrow() && !FEW_PERCENTILES.contains(percentile.getKey())) {
                continue;
            }
            svg.text(x, HEIGHT - BOTTOM + 16, Svg.Anchor.MIDDLE, "tick", percentile.getKey());
        }
        svg.text((form.from() + form.to()) / 2, HEIGHT - 6, Svg.Anchor.MIDDLE, "note", "percentile of the tasks");
        double label = TOP + LABEL_HEIGHT;
        for (OfferedLoadResult.Model model : models) {
            label = model(svg, form, times, model, label);
        }
        return svg;
    }

    /** Returns where the next label may stand. */
    private double model(Svg svg, PlotForm form, LogAxis times, OfferedLoadResult.Model model, double label) {
        List<OfferedLoadResult.Percentile> known = model.all().latency();
        String family = IntervalPlot.familyClass(model.family());
        double[] line = new double[known.size() * 2];
        for (int i = 0; i < known.size(); i++) {
            OfferedLoadResult.Percentile percentile = known.get(i);
            double x = x(form, percentile.name());
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
        svg.line(line[line.length - 2], line[line.length - 1], form.to() + 8, label - 4, "grid");
        svg.text(form.to() + 10, label, Svg.Anchor.START, "tick", model.name());
        return label + LABEL_HEIGHT;
    }

    private static double x(PlotForm form, String percentile) {
        double share = LoadReport.PERCENTILES.getOrDefault(percentile, 0.5);
        double first = Math.log10(2);
        double last = 4;
        return form.from() + (form.to() - form.from()) * (-Math.log10(1 - share) - first) / (last - first);
    }
}
