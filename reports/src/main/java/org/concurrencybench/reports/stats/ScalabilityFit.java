package org.concurrencybench.reports.stats;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresOptimizer;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.util.Pair;

/**
 * Throughput over the number of workers by the universal scalability law, X(N) = γN / (1 + α(N − 1) + βN(N − 1)): γ is
 * what one worker gives, α the share of the work that runs one after the other (contention), β what each worker pays
 * for every other one (coherence). Gunther, N. J. (2007), Guerrilla Capacity Planning, Springer.
 *
 * <p>Fitted by ordinary least squares with Levenberg and Marquardt's method, from the start that the straight form N/X
 * = (1 + α(N − 1) + βN(N − 1)) / γ gives. Nothing is clamped on the way: a negative β has all fitted again with β = 0
 * (Amdahl's law), a negative α with α = 0. Intervals are those of the t distribution with n − p degrees of freedom,
 * from the linearized model.
 */
public final class ScalabilityFit {
    /** What the law asks for, repeats included. */
    public static final int LEAST_POINTS = 6;
    /** Different numbers of workers: one more than the law has coefficients, or it would go through all means. */
    public static final int LEAST_NUMBERS = 4;

    private static final int GAMMA = 0;
    private static final int ALPHA = 1;
    private static final int BETA = 2;
    private static final int MOST_STEPS = 1000;
    /** Steps of a search over the numbers of workers. */
    private static final int GRID = 400;
    /** Bisections of one step: to the last digit that anybody reads. */
    private static final int BISECTIONS = 40;

    private final ScalabilityForm form;
    private final double[] coefficients;
    private final RealMatrix covariance;
    private final int points;
    private final double squares;
    private final double largest;

    private ScalabilityFit(
            ScalabilityForm form,
            double[] coefficients,
            RealMatrix covariance,
            int points,
            double squares,
            double largest) {
        this.form = form;
        this.coefficients = coefficients;
        this.covariance = covariance;
        this.points = points;
        this.squares = squares;
        this.largest = largest;
    }

    /**
     * The fit; empty with fewer than {@value #LEAST_POINTS} points or {@value #LEAST_NUMBERS} different numbers of
     * workers, and where none is found.
     */
    public static Optional<ScalabilityFit> of(List<WorkersThroughput> measured) {
        long numbers = measured.stream()
                .mapToDouble(WorkersThroughput::workers)
                .distinct()
                .count();
        if (measured.size() < LEAST_POINTS || numbers < LEAST_NUMBERS) {
            return Optional.empty();
        }
        try {
            ScalabilityFit full = fit(measured, ScalabilityForm.FULL);
            ScalabilityFit chosen = full;
            if (full.beta() < 0) {
                chosen = fit(measured, ScalabilityForm.CONTENTION);
                if (chosen.alpha() < 0) {
                    chosen = fit(measured, ScalabilityForm.LINEAR);
                }
            } else if (full.alpha() < 0) {
                chosen = fit(measured, ScalabilityForm.COHERENCE);
                if (chosen.beta() < 0) {
                    chosen = fit(measured, ScalabilityForm.LINEAR);
                }
            }
            return Optional.of(chosen);
        } catch (MathIllegalStateException | MathIllegalArgumentException e) {
            return Optional.empty(); // no convergence, or coefficients that the points do not tell apart
        }
    }

    private static ScalabilityFit fit(List<WorkersThroughput> measured, ScalabilityForm form) {
        double[] workers =
                measured.stream().mapToDouble(WorkersThroughput::workers).toArray();
        double[] throughput =
                measured.stream().mapToDouble(WorkersThroughput::throughput).toArray();
        double unit = Arrays.stream(throughput).max().orElse(1); // so that all coefficients have a like size
        double[] scaled = Arrays.stream(throughput).map(value -> value / unit).toArray();
        int[] free = form.free();
        LeastSquaresOptimizer.Optimum optimum = new LevenbergMarquardtOptimizer()
                .optimize(new LeastSquaresBuilder()
                        .start(only(free, start(workers, scaled)))
                        .target(scaled)
                        .model(point -> values(workers, free, point.toArray()))
                        .maxEvaluations(MOST_STEPS)
                        .maxIterations(MOST_STEPS)
                        .build());
        double[] found = optimum.getPoint().toArray();
        double[] coefficients = new double[3];
        RealMatrix covariance = new Array2DRowRealMatrix(3, 3);
        double squares = optimum.getCost() * optimum.getCost();
        int df = measured.size() - free.length;
        RealMatrix unscaled = optimum.getCovariances(1e-14);
        for (int i = 0; i < free.length; i++) {
            coefficients[free[i]] = found[i] * unit(free[i], unit);
            for (int j = 0; j < free.length; j++) {
                covariance.setEntry(
                        free[i],
                        free[j],
                        unscaled.getEntry(i, j) * squares / df * unit(free[i], unit) * unit(free[j], unit));
            }
        }
        return new ScalabilityFit(
                form,
                coefficients,
                covariance,
                measured.size(),
                squares * unit * unit,
                Arrays.stream(workers).max().orElse(1));
    }

    private static double unit(int coefficient, double unit) {
        return coefficient == GAMMA ? unit : 1;
    }

    /** From N/X = a + b(N − 1) + cN(N − 1): γ = 1/a, α = b/a, β = c/a. */
    private static double[] start(double[] workers, double[] throughput) {
        double[][] rows = new double[workers.length][];
        double[] target = new double[workers.length];
        for (int i = 0; i < workers.length; i++) {
            rows[i] = new double[] {1, workers[i] - 1, workers[i] * (workers[i] - 1)};
            target[i] = workers[i] / throughput[i];
        }
        double[] fallback = {throughput[0] / workers[0], 0.1, 0.001};
        try {
            double[] line = new QRDecomposition(new Array2DRowRealMatrix(rows))
                    .getSolver()
                    .solve(new ArrayRealVector(target))
                    .toArray();
            double[] start = {1 / line[0], line[1] / line[0], line[2] / line[0]};
            boolean possible = line[0] > 0
                    && Arrays.stream(start).allMatch(Double::isFinite)
                    && Arrays.stream(workers).allMatch(n -> loss(n, start[ALPHA], start[BETA]) > 0);
            return possible ? start : fallback;
        } catch (SingularMatrixException e) {
            return fallback;
        }
    }

    private static double[] only(int[] free, double[] all) {
        return Arrays.stream(free).mapToDouble(index -> all[index]).toArray();
    }

    private static double loss(double workers, double alpha, double beta) {
        return 1 + alpha * (workers - 1) + beta * workers * (workers - 1);
    }

    private static Pair<RealVector, RealMatrix> values(double[] workers, int[] free, double[] point) {
        double[] all = new double[3];
        for (int i = 0; i < free.length; i++) {
            all[free[i]] = point[i];
        }
        double[] values = new double[workers.length];
        double[][] slopes = new double[workers.length][];
        for (int i = 0; i < workers.length; i++) {
            values[i] = all[GAMMA] * workers[i] / loss(workers[i], all[ALPHA], all[BETA]);
            slopes[i] = only(free, slopes(workers[i], all));
        }
        return new Pair<>(new ArrayRealVector(values, false), new Array2DRowRealMatrix(slopes, false));
    }

    /** The derivatives of X(N) by γ, α and β. */
    private static double[] slopes(double n, double[] coefficients) {
        double loss = loss(n, coefficients[ALPHA], coefficients[BETA]);
        double byGamma = n / loss;
        double byAlpha = -coefficients[GAMMA] * n * (n - 1) / (loss * loss);
        return new double[] {byGamma, byAlpha, byAlpha * n};
    }

    public ScalabilityForm form() {
        return form;
    }

    /** Throughput of one worker. */
    public double gamma() {
        return coefficients[GAMMA];
    }

    /** Contention. */
    public double alpha() {
        return coefficients[ALPHA];
    }

    /** Coherence. */
    public double beta() {
        return coefficients[BETA];
    }

    /** Standard errors of γ, α and β; 0 for one that the form leaves out. */
    public double[] standardErrors() {
        return new double[] {error(GAMMA), error(ALPHA), error(BETA)};
    }

    private double error(int coefficient) {
        return Math.sqrt(covariance.getEntry(coefficient, coefficient));
    }

    /** Interval of γ, for a level such as .95. */
    public Interval gammaInterval(double level) {
        return interval(GAMMA, level);
    }

    /** Interval of α; it may reach below 0. */
    public Interval alphaInterval(double level) {
        return interval(ALPHA, level);
    }

    /** Interval of β; it may reach below 0. */
    public Interval betaInterval(double level) {
        return interval(BETA, level);
    }

    private Interval interval(int coefficient, double level) {
        double half = error(coefficient) * quantile(level);
        return new Interval(coefficients[coefficient] - half, coefficients[coefficient] + half);
    }

    private double quantile(double level) {
        return new TDistribution(null, df()).inverseCumulativeProbability(1 - (1 - level) / 2);
    }

    /** Points less coefficients. */
    public int df() {
        return points - form.free().length;
    }

    /** Sum of the squared differences between points and curve. */
    public double squares() {
        return squares;
    }

    /** The largest number of workers that was measured. */
    public double largest() {
        return largest;
    }

    /** How far the curve may be drawn: twice {@link #largest}. */
    public double reach() {
        return 2 * largest;
    }

    /**
     * The curve.
     *
     * @throws IllegalArgumentException beyond {@link #reach}, and below one worker
     */
    public double throughput(double workers) {
        checkReach(workers);
        return coefficients[GAMMA] * workers / loss(workers, alpha(), beta());
    }

    /**
     * Interval of the curve at {@code workers}, for a level such as .95; {@link #throughput} says where there is one.
     */
    public Interval throughputInterval(double workers, double level) {
        double value = throughput(workers);
        ArrayRealVector slopes = new ArrayRealVector(slopes(workers, coefficients));
        double half = quantile(level) * Math.sqrt(Math.max(0, slopes.dotProduct(covariance.operate(slopes))));
        return new Interval(value - half, value + half);
    }

    private void checkReach(double workers) {
        if (!(workers >= 1 && workers <= reach())) {
            throw new IllegalArgumentException("the curve is known from 1 worker to twice the largest number measured, "
                    + reach() + ", not at " + workers);
        }
    }

    /**
     * Where the curve is highest, √((1 − α)/β), and 1 where it falls from there on; infinite without coherence. It may
     * lie where nothing is known: see {@link #peakInterval}.
     */
    public double peak() {
        double left = 1 - alpha();
        if (left <= 0) {
            return 1;
        }
        return beta() > 0 ? Math.max(1, Math.sqrt(left / beta())) : Double.POSITIVE_INFINITY;
    }

    /**
     * Interval of {@link #peak} between 1 and {@link #reach}, for a level such as .95; its upper end is infinite where
     * the points do not show an end of the rise below {@link #reach}.
     *
     * <p>N is in it where the slope of the curve at N, whose sign is that of 1 − α − βN², is not significantly
     * different from 0. That stays right when β is hardly larger than its error, where an interval by the error of the
     * quotient is far too short. Fieller, E. C. (1954), Some problems in interval estimation, JRSS B 16.
     */
    public Interval peakInterval(double level) {
        double quantile = quantile(level);
        double low = crossing(quantile);
        double high = rises(reach(), -quantile) ? Double.POSITIVE_INFINITY : crossing(-quantile);
        return new Interval(Math.min(low, high), high);
    }

    /** The smallest N at which the slope over its error is no longer above {@code border}; {@link #reach} at most. */
    private double crossing(double border) {
        if (!rises(1, border)) {
            return 1;
        }
        double step = Math.pow(reach(), 1.0 / GRID);
        double from = 1;
        while (from < reach() && rises(Math.min(from * step, reach()), border)) {
            from *= step;
        }
        double to = Math.min(from * step, reach());
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (from + to) / 2;
            if (rises(middle, border)) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return Math.min(to, reach());
    }

    private boolean rises(double workers, double border) {
        double square = workers * workers;
        double variance = covariance.getEntry(ALPHA, ALPHA)
                + 2 * square * covariance.getEntry(ALPHA, BETA)
                + square * square * covariance.getEntry(BETA, BETA);
        return 1 - alpha() - beta() * square > border * Math.sqrt(Math.max(0, variance));
    }
}
