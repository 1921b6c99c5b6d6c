package org.concurrencybench.reports.html;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names of the page's sections on experiments, for links: made of what a section is about and not of its place, so that
 * a link still leads there when the page is made again with more workloads.
 */
final class Anchors {
    private final Set<String> taken = new HashSet<>();

    /**
     * {@code workload-sleep-latency-1ms} for {@code sleep[latency=1ms]}: letters, digits and dashes; none is given
     * twice.
     */
    String of(String experiment) {
        String words = experiment
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String anchor = "workload-" + words;
        for (int next = 2; !taken.add(anchor); next++) {
            anchor = "workload-" + words + "-" + next;
        }
        return anchor;
    }
}
