package org.concurrencybench.core.workloads;

import java.util.List;
import java.util.SplittableRandom;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/**
 * Multiplies two square matrices: computing with the vector units, on data that fit into the caches of a core. Reveals
 * equal speed with one task per core, what siblings on one core have left to share, and the price of processes where a
 * task is given 2n² numbers, computes 2n³ operations on them and returns n².
 *
 * <p>Sums are taken in a fixed order and without fused operations, so that every JVM gets the same bits.
 */
public final class MatrixMultiply implements Workload<double[], double[]> {
    private static final Parameter<Integer> SIZE =
            Parameter.ofInt("size", 96, 2, 1024, "rows", "rows and columns of each matrix");

    private int size = SIZE.defaultValue();
    private FewInputs<double[]> inputs = inputs(SIZE.defaultValue());

    @Override
    public String id() {
        return "matrix-multiply";
    }

    @Override
    public String description() {
        return "multiplies matrices: computes in vector units and caches, on data that cross process borders";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(SIZE);
    }

    @Override
    public void open(JvmContext jvm) {
        size = jvm.parameters().get(SIZE);
        inputs = inputs(size);
    }

    private static FewInputs<double[]> inputs(int size) {
        int numbers = 2 * size * size;
        return new FewInputs<>(
                (long) numbers * Double.BYTES,
                number -> new SplittableRandom(number).doubles(numbers, -1, 1).toArray());
    }

    /** Both matrices, row by row: first the left one, then the right one. */
    @Override
    public double[] input(int index) {
        return inputs.get(index);
    }

    @Override
    public double[] run(double[] input, TaskContext task) {
        int n = size;
        double[] product = new double[n * n];
        for (int row = 0; row < n; row++) {
            for (int inner = 0; inner < n; inner++) {
                addScaled(product, row * n, input[row * n + inner], input, n * n + inner * n, n);
            }
        }
        return product;
    }

    /**
     * Adds {@code count} numbers of {@code from}, times {@code factor}, to those of {@code to}: what becomes vectors.
     */
    private static void addScaled(double[] to, int toFirst, double factor, double[] from, int fromFirst, int count) {
        for (int i = 0; i < count; i++) {
            to[toFirst + i] += factor * from[fromFirst + i];
        }
    }

    @Override
    public long digest(double[] output) {
        return Bits.digest(output);
    }
}
