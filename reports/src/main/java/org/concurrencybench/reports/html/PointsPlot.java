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

    /** One cell with its measured trials. */
    record Lane(CellResult cell, List<TrialRecord> trials) {}

    private final String id;
    private final String experiment;
    private final List<Lane> lanes;
    private final double left;
    private final double width;

    PointsPlot(String id, String experiment, List<Lane> lanes) {
        this.id = id;
        this.experiment = experiment;
        this.lanes = lanes.stream().filter(lane -> !lane.trials().isEmpty()).toList();
        this.left = IntervalPlot.margin(
                this.lanes.stream().map(lane -> lane.cell().name()).toList());
        this.width = left + PLOT + RIGHT;
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    Svg draw() {
        double bottom = TOP;
        for (Lane lane : lanes) {
            bottom += height(lane) + GAP;
        }
        Svg svg = new Svg(
                id,
                width,
                bottom + 34,
                "Every iteration, " + experiment,
                "Time per task of each measured iteration, one row of points per trial, the trial's mean as a stroke. "
                        + "All values are in results.csv.");
        LogAxis axis = axis();
        double free = Double.NEGATIVE_INFINITY;
        for (double tick : axis.ticks()) {
            double x = axis.at(tick);
            svg.line(x, TOP - 4, x, bottom, "grid");
            String label = NumberText.time(tick).replaceAll("\\.0+ ", " ");
            double half = label.length() * 3.6 + 4;
            if (x - half > free) {
                svg.text(x, bottom + 15, Svg.Anchor.MIDDLE, "tick", label);
                free = x + half;
            }
        }
        svg.text((left + width - RIGHT) / 2, bottom + 31, Svg.Anchor.MIDDLE, "note", "time per task (log scale)");
        double y = TOP;
        for (Lane lane : lanes) {
            draw(svg, axis, lane, y);
            y += height(lane) + GAP;
        }
        return svg;
    }

    private static double pitch(Lane lane) {
        return lane.trials().size() <= 8 ? 6 : lane.trials().size() <= 20 ? 4 : 2.5;
    }

    private static double height(Lane lane) {
        return Math.max(16, lane.trials().size() * pitch(lane));
    }

    private void draw(Svg svg, LogAxis axis, Lane lane, double top) {
        String family = IntervalPlot.familyClass(lane.cell().family());
        String name = IntervalPlot.shortened(lane.cell().name());
        svg.text(left - 12, top + height(lane) / 2 + 4, Svg.Anchor.END, "name", name);
        svg.line(left - 4, top, left - 4, top + height(lane), "lane");
        for (int i = 0; i < lane.trials().size(); i++) {
            TrialRecord trial = lane.trials().get(i);
            double y = top + (i + 0.5) * pitch(lane);
            for (double nanos : trial.iterations()) {
                svg.circle(axis.at(nanos), y, 1.7, "dot " + family, "");
            }
            double mean = lane.cell().trialMeans().get(i);
            svg.line(axis.at(mean), y - pitch(lane) / 2, axis.at(mean), y + pitch(lane) / 2, "mean " + family);
        }
    }

    private LogAxis axis() {
        var all = lanes.stream()
                .flatMap(lane -> lane.trials().stream())
                .flatMap(trial -> trial.iterations().stream())
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        return new LogAxis(all.getMin(), all.getMax(), left, width - RIGHT);
    }
}
