package org.concurrencybench.core.workloads;

import java.util.List;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/**
 * Draws a band of rows of the Mandelbrot set: computes in registers, and a band through the middle of the set takes
 * many times as long as one at its edge. Reveals how well a model fills the cores with uneven tasks.
 *
 * <p>The bands come in an order that spreads any number of them over the image, so that a batch of part of them has
 * dark and light ones alike.
 */
public final class Mandelbrot implements Workload<Integer, int[]> {
    private static final Parameter<Integer> SIZE =
            Parameter.ofInt("size", 512, 16, 16_384, "pixels", "width and height of the image");

    private static final Parameter<Integer> ROWS =
            Parameter.ofInt("rows", 2, 1, 1024, "rows", "how many rows a task draws; the last band may have fewer");

    private static final Parameter<Integer> ITERATIONS = Parameter.ofInt(
            "iterations", 256, 1, 1_000_000, "iterations", "after which a point counts as one of the set");

    // A square around the whole set. The real axis is not in its middle: no two rows mirror each other.
    private static final double LEFT = -2.1;
    private static final double TOP = 1.4;
    private static final double SIDE = 2.6;

    private static final double GOLDEN = 0.618;

    private int size;
    private int rows;
    private int iterations;
    private int bands;
    private int stride;

    public Mandelbrot() {
        set(SIZE.defaultValue(), ROWS.defaultValue(), ITERATIONS.defaultValue());
    }

    @Override
    public String id() {
        return "mandelbrot";
    }

    @Override
    public String description() {
        return "draws bands of the Mandelbrot set: computes in tasks of very different lengths";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(SIZE, ROWS, ITERATIONS);
    }

    @Override
    public void open(JvmContext jvm) {
        set(
                jvm.parameters().get(SIZE),
                jvm.parameters().get(ROWS),
                jvm.parameters().get(ITERATIONS));
    }

    private void set(int pixels, int rowsOfBand, int most) {
        size = pixels;
        rows = rowsOfBand;
        iterations = most;
        bands = Math.ceilDiv(pixels, rowsOfBand);
        stride = (int) Math.ceil(bands * GOLDEN);
        while (gcd(stride, bands) != 1) {
            stride++;
        }
    }

    private static int gcd(int one, int other) {
        return other == 0 ? one : gcd(other, one % other);
    }

    /** The first row of a band; each band once before any comes again. */
    @Override
    public Integer input(int index) {
        return (int) ((long) index * stride % bands) * rows;
    }

    /** How many iterations each pixel of the band takes, row by row. */
    @Override
    public int[] run(Integer input, TaskContext task) {
        int first = input;
        int end = Math.min(first + rows, size);
        double pixel = SIDE / size;
        int[] counts = new int[(end - first) * size];
        int place = 0;
        for (int row = first; row < end; row++) {
            double imaginary = TOP - (row + 0.5) * pixel;
            for (int column = 0; column < size; column++) {
                counts[place++] = count(LEFT + (column + 0.5) * pixel, imaginary, iterations);
            }
        }
        return counts;
    }

    /**
     * After how many iterations of z² + c, from zero, z lies outside the circle of radius 2; {@code most} if it stays.
     */
    static int count(double real, double imaginary, int most) {
        double x = 0;
        double y = 0;
        int count = 0;
        while (count < most && x * x + y * y <= 4) {
            double next = x * x - y * y + real;
            y = 2 * x * y + imaginary;
            x = next;
            count++;
        }
        return count;
    }

    @Override
    public long digest(int[] output) {
        return Bits.digest(output);
    }
}
