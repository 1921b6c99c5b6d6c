package org.concurrencybench.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.ScalingLaw;
import org.concurrencybench.reports.findings.Sweep;
import org.concurrencybench.reports.records.Metric;
import org.jspecify.annotations.Nullable;

/** Small plots of one sweep over the number of workers, each with a scale of its own that starts at zero. */
final class SweepPlot {
    private static final double WIDTH = 340;
    private static final double HEIGHT = 230;
    private static final double LEFT = 52;
    private static final double RIGHT = 14;
    private static final double TOP = 30;
    private static final double BOTTOM = 40;
    private static final double NANOS_PER_SECOND = 1e9;

    private final String id;
    private final Sweep sweep;

    SweepPlot(String id, Sweep sweep) {
        this.id = id;
        this.sweep = sweep;
    }

    /** Time per task, speed-up, and CPUs used where the records tell them. */
    List<Svg> draw() {
        List<Svg> plots = new ArrayList<>();
        double unit = NumberText.TimeUnit.of(
                        sweep.points().getFirst().result().nanosPerTask().estimate())
                .nanos();
        String symbol = NumberText.TimeUnit.of(unit).symbol();
        plots.add(panel(
                "time",
                "Time per task, " + symbol,
                false,
                point -> scaled(point.result().nanosPerTask(), unit)));
        plots.add(panel(
                "speed", "Speed-up over " + workers(sweep.points().getFirst().workers()), true, Sweep.Point::speedUp));
        if (sweep.points().stream().allMatch(point -> point.result().figure(Metric.CPUS_USED) != null)) {
            plots.add(panel(
                    "cpus",
                    "Observed parallelism: mean CPUs used",
                    false,
                    point ->
                            new Estimate(Objects.requireNonNull(point.result().figure(Metric.CPUS_USED)), null, null)));
        }
        return plots;
    }

    static String workers(int count) {
        return count + (count == 1 ? " worker" : " workers");
    }

    private Svg panel(String name, String title, boolean ideal, Function<Sweep.Point, Estimate> value) {
        Svg svg = new Svg(
                id + "-" + name,
                WIDTH,
                HEIGHT,
                title + ", " + sweep.name(),
                "Against the number of workers, with 95 % intervals where there are any. The numbers are in the table. "
                        + sweep.answer());
        double top = sweep.points().stream()
                .mapToDouble(point -> value.apply(point).highOrEstimate())
                .max()
                .orElse(1);
        double step = step(top * 1.08);
        double highest = step * Math.ceil(top * 1.08 / step);
        svg.text(LEFT - 40, 16, Svg.Anchor.START, "panel", title);
        for (double tick = 0; tick <= highest + step / 2; tick += step) {
            double y = y(tick, highest);
            svg.line(LEFT, y, WIDTH - RIGHT, y, "grid");
            svg.text(LEFT - 7, y + 4, Svg.Anchor.END, "tick", NumberText.tidy(NumberText.significant(tick, 3)));
        }
        cores(svg);
        if (ideal) {
            ideal(svg, highest);
            law(svg, highest);
        }
        for (Sweep.Point point : sweep.points()) {
            svg.text(x(point.workers()), HEIGHT - BOTTOM + 16, Svg.Anchor.MIDDLE, "tick", "" + point.workers());
        }
        svg.text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, Svg.Anchor.MIDDLE, "note", "workers");
        marks(svg, highest, value);
        return svg;
    }

    private void marks(Svg svg, double highest, Function<Sweep.Point, Estimate> value) {
        double[] line = new double[sweep.points().size() * 2];
        for (int i = 0; i < sweep.points().size(); i++) {
            line[2 * i] = x(sweep.points().get(i).workers());
            line[2 * i + 1] = y(value.apply(sweep.points().get(i)).estimate(), highest);
        }
        svg.polyline(line, "trace");
        for (Sweep.Point point : sweep.points()) {
            Estimate shown = value.apply(point);
            String family = IntervalPlot.familyClass(point.result().family());
            double x = x(point.workers());
            svg.line(x, y(shown.lowOrEstimate(), highest), x, y(shown.highOrEstimate(), highest), "whisker " + family);
            boolean answer = Objects.equals(sweep.workers(), point.workers());
            svg.circle(
                    x,
                    y(shown.estimate(), highest),
                    answer ? 5.5 : 4,
                    "mark " + family + (answer ? " answer" : ""),
                    workers(point.workers()) + ": " + NumberText.significant(shown.estimate(), 3));
        }
    }

    private void cores(Svg svg) {
        @Nullable Integer cores = sweep.cores();
        if (cores != null && cores >= smallest() && cores <= largest()) {
            svg.line(x(cores), TOP - 4, x(cores), HEIGHT - BOTTOM, "cores");
            boolean right = x(cores) < WIDTH * 0.6;
            svg.text(
                    x(cores) + (right ? 5 : -5),
                    TOP + 6,
                    right ? Svg.Anchor.START : Svg.Anchor.END,
                    "note",
                    cores + (cores == 1 ? " core" : " cores"));
        }
    }

    /** The line of a speed-up without loss, as far as the cores reach: beyond them nobody expects it. */
    private void ideal(Svg svg, double highest) {
        double first = smallest();
        double last = Math.min(sweep.cores() == null ? largest() : Math.max(sweep.cores(), first), largest());
        last = Math.min(last, highest * first);
        if (last > first) {
            svg.line(x(first), y(1, highest), x(last), y(last / first, highest), "ideal");
        }
    }

    /** The fitted law with its band, as speed-up over the smallest number, where that was measured and not beyond. */
    private void law(Svg svg, double highest) {
        @Nullable ScalingLaw law = sweep.law();
        if (law == null) {
            return;
        }
        double first = NANOS_PER_SECOND
                / sweep.points().getFirst().result().nanosPerTask().estimate();
        List<ScalingLaw.Point> curve = law.curve().stream()
                .filter(point -> point.workers() >= smallest() && point.workers() <= largest())
                .toList();
        curve(svg, "law", curve, highest, point -> point.throughput().estimate() / first);
        curve(svg, "law limit", curve, highest, point -> point.throughput().lowOrEstimate() / first);
        curve(svg, "law limit", curve, highest, point -> point.throughput().highOrEstimate() / first);
    }

    private void curve(
            Svg svg,
            String classes,
            List<ScalingLaw.Point> curve,
            double highest,
            ToDoubleFunction<ScalingLaw.Point> value) {
        double[] line = new double[curve.size() * 2];
        for (int i = 0; i < curve.size(); i++) {
            line[2 * i] = x(curve.get(i).workers());
            line[2 * i + 1] = y(Math.max(0, value.applyAsDouble(curve.get(i))), highest);
        }
        svg.polyline(line, classes);
    }

    /** Numbers of workers usually double from point to point: equal ratios stand at equal distances. */
    private double x(double workers) {
        return smallest() == largest()
                ? (LEFT + WIDTH - RIGHT) / 2
                : LEFT
                        + 14
                        + (WIDTH - RIGHT - LEFT - 28)
                                * Math.log(workers / smallest())
                                / Math.log(largest() / smallest());
    }

    private static double y(double value, double highest) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * Math.min(value, highest) / highest;
    }

    private double smallest() {
        return sweep.points().getFirst().workers();
    }

    private double largest() {
        return sweep.points().getLast().workers();
    }

    private static double step(double range) {
        double power = Math.pow(10, Math.floor(Math.log10(range / 4)));
        double steps = range / 4 / power;
        return power * (steps <= 1 ? 1 : steps <= 2 ? 2 : steps <= 5 ? 5 : 10);
    }

    private static Estimate scaled(Estimate interval, double unit) {
        return interval.low() == null || interval.high() == null
                ? new Estimate(interval.estimate() / unit, null, null)
                : new Estimate(interval.estimate() / unit, interval.low() / unit, interval.high() / unit);
    }
}
