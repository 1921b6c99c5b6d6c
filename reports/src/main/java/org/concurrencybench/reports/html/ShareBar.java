package org.concurrencybench.reports.html;

import java.util.List;
import java.util.Map;
import org.concurrencybench.reports.findings.NumberText;

/** Where the wall time of the run went: one bar whose parts have the width of their share. */
final class ShareBar {
    private static final double WIDTH = 760;

    private final List<Map.Entry<String, Double>> shares;

    ShareBar(Map<String, Double> shares) {
        this.shares = shares.entrySet().stream()
                .filter(share -> Double.isFinite(share.getValue()) && share.getValue() >= 0)
                .map(share -> Map.entry(share.getKey(), share.getValue()))
                .toList();
    }

    List<Map.Entry<String, Double>> shares() {
        return shares;
    }

    boolean isEmpty() {
        return shares.isEmpty();
    }

    Svg draw() {
        String words = shares.stream()
                .map(share -> share.getKey() + " " + NumberText.percent(share.getValue()))
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
        Svg svg = new Svg("shares", "plot shares-bar", WIDTH, 22, "Where the wall time went", words);
        double whole =
                Math.max(1, shares.stream().mapToDouble(Map.Entry::getValue).sum());
        double x = 0;
        for (int i = 0; i < shares.size(); i++) {
            double width = shares.get(i).getValue() / whole * WIDTH;
            svg.rectangle(x, 0, Math.max(0, width - 1.5), 22, "share s" + i % 5);
            x += width;
        }
        return svg;
    }
}
