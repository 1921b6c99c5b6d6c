package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.inference.TTest;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private final RandomGenerator random = new Well19937c(5);

    /** Against the library's regression and its t-test, which is two-sided. */
    @Test
    void trendIsTheTTestOfTheSlopesOverTheTrials() {
        double[][] cell = cell(6, 14, 0.05, -0.06);
        double[] changes = Arrays.stream(cell)
                .mapToDouble(trial -> {
                    SimpleRegression line = new SimpleRegression();
                    for (int i = 0; i < trial.length; i++) {
                        line.addData(i, Math.log(trial[i]));
                    }
                    return line.getSlope() * trial.length;
                })
                .toArray();
        Trend trend = Trend.of(Arrays.asList(cell)).orElseThrow();
        assertEquals(Arrays.stream(changes).average().orElseThrow(), trend.change(), 1e-12);
        double twoSided = new TTest().tTest(0, changes);
        assertEquals(twoSided, 2 * Math.min(trend.pFall(), trend.pRise()), 1e-9);
        assertEquals(1, trend.pFall() + trend.pRise(), 1e-12);
        assertEquals(6, trend.trials());
    }

    @Test
    void timesThatFallTogetherGetNoVerdictAndThoseThatRiseNeither() {
        assertEquals(Steadiness.CHANGED_TOO_MUCH, judge(cell(5, 14, 0.02, -0.1)));
        assertEquals(Steadiness.CHANGED_TOO_MUCH, judge(cell(8, 14, 0.01, 0.1)));
    }

    @Test
    void aSureButSmallChangeIsFlaggedOnly() {
        assertEquals(Steadiness.STILL_CHANGING, judge(cell(8, 20, 0.003, -0.018)));
    }

    @Test
    void aSureButTinyChangeIsSteady() {
        assertEquals(Steadiness.STEADY, judge(cell(8, 20, 0.001, -0.006)));
        assertEquals(Steadiness.STEADY, judge(cell(5, 14, 0, 0)));
    }

    /** What one trial alone does, be it much, is scatter: it is in the interval. */
    @Test
    void oneTrialThatFallsAloneIsNoTrend() {
        double[][] cell = cell(8, 14, 0.01, 0);
        cell[3] = cell(1, 14, 0.01, -0.2)[0];
        assertEquals(Steadiness.STEADY, judge(cell));
    }

    @Test
    void stepsInMoreThanAFifthOfTheTrialsAreTooMany() {
        double[][] cell = cell(5, 12, 0.005, 0);
        cell[0] = stepped(12, 6);
        assertEquals(Steadiness.STEADY, judge(cell));
        assertEquals(1, Judgement.of(cell).unsteadyTrials());
        cell[1] = stepped(12, 6);
        assertEquals(Steadiness.TOO_MANY_UNSTEADY, judge(cell));
    }

    @Test
    void whatIsBehindAnEarlyStepCountsAndIsSteady() {
        double[][] cell = new double[5][];
        Arrays.setAll(cell, i -> stepped(20, 5));
        Judgement judgement = Judgement.of(cell);
        assertEquals(Steadiness.STEADY, judgement.steadiness());
        assertTrue(judgement.trials().stream().allMatch(trial -> trial.from() == 5), judgement::toString);
    }

    @Test
    void aTrialThatWasNotWarmIsNotSteadyHoweverLevelItLooks() {
        double[][] cell = cell(5, 12, 0.005, 0);
        boolean[] warm = {true, true, true, true, false};
        assertEquals(Steadiness.STEADY, Judgement.of(cell, warm).steadiness());
        warm[0] = false;
        Judgement judgement = Judgement.of(cell, warm);
        assertEquals(Steadiness.TOO_MANY_UNSTEADY, judgement.steadiness());
        assertEquals(2, judgement.unsteadyTrials());
        assertEquals(0, judgement.trials().getFirst().from(), "its iterations count all the same");
    }

    @Test
    void tooFewTrialsOrIterationsAreNotJudged() {
        assertEquals(Steadiness.NOT_JUDGED, judge(cell(2, 14, 0.01, -0.5)));
        assertEquals(Steadiness.NOT_JUDGED, judge(cell(9, 7, 0.01, -0.05)));
        assertEquals(Steadiness.NOT_JUDGED, judge(new double[0][]));
        assertEquals(Optional.empty(), Trend.of(List.of()));
    }

    private static Steadiness judge(double[][] cell) {
        return Judgement.of(cell).steadiness();
    }

    private double[] stepped(int iterations, int at) {
        double[] trial = cell(1, iterations, 0.005, 0)[0];
        for (int i = 0; i < at; i++) {
            trial[i] *= 1.6;
        }
        return trial;
    }

    /** Trials that differ by 3 %, whose logs change by {@code change} over their iterations. */
    private double[][] cell(int trials, int iterations, double noise, double change) {
        double[][] cell = new double[trials][iterations];
        for (double[] trial : cell) {
            double level = 1e6 * Math.exp(0.03 * random.nextGaussian());
            for (int i = 0; i < iterations; i++) {
                trial[i] = level * Math.exp(change * i / iterations + noise * random.nextGaussian());
            }
        }
        return cell;
    }
}
