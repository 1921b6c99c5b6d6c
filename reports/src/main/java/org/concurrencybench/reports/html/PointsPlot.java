package org.concurrencybench.reports.html;

import java.util.List;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.records.TrialRecord;

/**
 * Every measured iteration as a point, one thin row per trial: nothing is dropped, and trials that differ stand apart.
 */
final class PointsPlot {
    private static final double PLOT = 530;
    private static final double RIGHT = 20;
    private static final double TOP = 12;
    private static final double GAP = 10;
    /** For the name above a lane. */
    private static final double HEAD = 20;

    /** One cell with its measured trials. */
    record Lane(CellResult cell, List<TrialRecord> trials) {}

    private final String id;
    private final String experiment;
    private final List<Lane> lanes;
    private final PlotForm wide;

    PointsPlot(String id, String experiment, List<Lane> lanes) {
        this.id = id;
        this.experiment = experiment;
        this.lanes = lanes.stream().filter(lane -> !lane.trials().isEmpty()).toList();
        this.wide = PlotForm.wide(
                IntervalPlot.margin(
                        this.lanes.stream().map(lane -> lane.cell().name()).toList()),
                PLOT,
                RIGHT);
    }

    /** The class of what holds the drawing in its two forms. */
    String room() {
        return wide.room();
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    Svg draw() {
        return draw(wide);
    }

    /** Has no points of its own, of which there may be thousands: it shows those of the wide form. */
    Svg drawNarrow() {
        return draw(PlotForm.narrow());
    }

    private Svg draw(PlotForm form) {
        double head = form.isNarrow() ? HEAD : 0;
        double bottom = TOP;
        for (Lane lane : lanes) {
            bottom += head + height(lane) + GAP;
        }
        Svg svg = new Svg(
                id + form.suffix(),
                form.classes(),
                form.width(),
                bottom + 34,
                "Every iteration, " + experiment,
                "Time per task of each measured iteration, one row of points per trial, the trial's mean as a stroke. "
                        + "All values are in results.csv.");
        LogAxis axis = axis(form);
        for (double tick : axis.ticks()) {
            svg.line(axis.at(tick), TOP - 4, axis.at(tick), bottom, "grid");
        }
        form.labels(svg, axis, bottom, tick -> NumberText.time(tick).replaceAll("\\.0+ ", " "), "time per task");
        double y = TOP;
        double wideY = TOP;
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            String part = id + "." + i;
            if (form.isNarrow()) {
                form.head(svg, y + 14, lane.cell().name(), "name", "");
                double scale = (form.to() - form.from()) / (wide.to() - wide.from());
                svg.again(part, form.from() - scale * wide.from(), y + head - wideY, scale);
            } else {
                draw(svg, axis, lane, y, part);
            }
            y += head + height(lane) + GAP;
            wideY += height(lane) + GAP;
        }
        return svg;
    }

    private static double pitch(Lane lane) {
        return lane.trials().size() <= 8 ? 6 : lane.trials().size() <= 20 ? 4 : 2.5;
    }

    private static double height(Lane lane) {
        return Math.max(16, lane.trials().size() * pitch(lane));
    }

    private void draw(Svg svg, LogAxis axis, Lane lane, double top, String part) {
        String family = IntervalPlot.familyClass(lane.cell().family());
        String name = IntervalPlot.shortened(lane.cell().name());
        svg.text(wide.from() - 12, top + height(lane) / 2 + 4, Svg.Anchor.END, "name", name);
        svg.part(part);
        svg.line(wide.from() - 4, top, wide.from() - 4, top + height(lane), "lane");
        for (int i = 0; i < lane.trials().size(); i++) {
            TrialRecord trial = lane.trials().get(i);
            double y = top + (i + 0.5) * pitch(lane);
            for (double nanos : trial.iterations()) {
                svg.circle(axis.at(nanos), y, 1.7, "dot " + family, "");
            }
            double mean = lane.cell().trialMeans().get(i);
            svg.line(axis.at(mean), y - pitch(lane) / 2, axis.at(mean), y + pitch(lane) / 2, "mean " + family);
        }
        svg.end();
    }

    private LogAxis axis(PlotForm form) {
        var all = lanes.stream()
                .flatMap(lane -> lane.trials().stream())
                .flatMap(trial -> trial.iterations().stream())
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        return new LogAxis(all.getMin(), all.getMax(), form.from(), form.to());
    }
}
