package org.concurrencybench.reports.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@link Judgement} says of cells whose truth is known, as tables. */
final class SteadinessSimulation {
    static final double[] NOISES = {0.03, 0.10};
    static final double[] MEMORIES = {0, 0.8};
    static final int[] ITERATIONS = {10, 14, 20};
    static final double[] TAUS = {5, 10, 20, 40};
    private static final double[] OFFS = {0.11, 0.15, 0.25, 0.5, 1};

    private SteadinessSimulation() {}

    static WarmingUp steady(double noise, double memory, int iterations, int trials) {
        return new WarmingUp(WarmingUp.Shape.STEADY, 0, 0, noise, memory, iterations, trials);
    }

    static List<String> falseAlarms(int cells) {
        List<String> table = new ArrayList<>();
        table.add("| noise | iterations | trials | flagged or no verdict | no verdict |");
        table.add("| --- | --- | --- | --- | --- |");
        for (double noise : NOISES) {
            for (double memory : MEMORIES) {
                for (int iterations : ITERATIONS) {
                    for (int trials : new int[] {5, 10, 20}) {
                        WarmingUp steady = steady(noise, memory, iterations, trials);
                        table.add(String.format(
                                Locale.ROOT,
                                "| %s | %d | %d | %.3f | %.3f |",
                                words(noise, memory),
                                iterations,
                                trials,
                                steady.alarms(cells),
                                steady.withoutVerdict(cells)));
                    }
                }
            }
        }
        return table;
    }

    /** From twice the time, with ten iterations of warm-up: what is measured of JVMs that are warmed for a second. */
    static List<String> fromStart(int cells) {
        List<String> table = new ArrayList<>();
        table.add("| noise | iterations | τ = 10: off | verdict | τ = 20: off | verdict | τ = 40: off | verdict |");
        table.add("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (double noise : NOISES) {
            for (double memory : MEMORIES) {
                for (int iterations : ITERATIONS) {
                    StringBuilder row = new StringBuilder("| " + words(noise, memory) + " | " + iterations + " |");
                    for (double tau : new double[] {10, 20, 40}) {
                        WarmingUp cold = WarmingUp.fromStart(tau, 10, noise, memory, iterations, 5);
                        row.append(String.format(
                                Locale.ROOT, " %.0f %% | %.3f |", 100 * cold.off(), cold.verdictsFarOff(cells)));
                    }
                    table.add(row.toString());
                }
            }
        }
        return table;
    }

    /** By how far off they are. */
    static List<String> byDistance(int cells) {
        List<String> table = new ArrayList<>();
        table.add("| noise | iterations | off | τ = 5 | 10 | 20 | 40 | line | step |");
        table.add("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (double noise : NOISES) {
            for (double memory : MEMORIES) {
                for (int iterations : ITERATIONS) {
                    for (double off : OFFS) {
                        StringBuilder row = new StringBuilder(String.format(
                                Locale.ROOT, "| %s | %d | %.0f %% |", words(noise, memory), iterations, 100 * off));
                        for (WarmingUp cold : shapes(off, noise, memory, iterations, 5)) {
                            row.append(String.format(Locale.ROOT, " %.3f |", cold.verdictsFarOff(cells)));
                        }
                        table.add(row.toString());
                    }
                }
            }
        }
        return table;
    }

    /** More trials see more: approaches from 15 % above the plateau. */
    static List<String> byTrials(int cells) {
        List<String> table = new ArrayList<>();
        table.add("| noise | trials | τ = 5 | 10 | 20 | 40 | line | step |");
        table.add("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (double noise : NOISES) {
            for (double memory : MEMORIES) {
                for (int trials : new int[] {5, 10, 20}) {
                    StringBuilder row = new StringBuilder("| " + words(noise, memory) + " | " + trials + " |");
                    for (WarmingUp cold : shapes(0.15, noise, memory, 14, trials)) {
                        row.append(String.format(Locale.ROOT, " %.3f |", cold.verdictsFarOff(cells)));
                    }
                    table.add(row.toString());
                }
            }
        }
        return table;
    }

    /** Approaches with each time constant, a line and a step. */
    static List<WarmingUp> shapes(double off, double noise, double memory, int iterations, int trials) {
        List<WarmingUp> shapes = new ArrayList<>();
        for (double tau : TAUS) {
            shapes.add(new WarmingUp(WarmingUp.Shape.APPROACH, tau, off, noise, memory, iterations, trials));
        }
        shapes.add(new WarmingUp(WarmingUp.Shape.LINE, 0, off, noise, memory, iterations, trials));
        shapes.add(new WarmingUp(WarmingUp.Shape.STEP, 0, off, noise, memory, iterations, trials));
        return shapes;
    }

    private static String words(double noise, double memory) {
        return String.format(Locale.ROOT, "%.0f %% %s", 100 * noise, memory == 0 ? "white" : "AR(1) .8");
    }
}
