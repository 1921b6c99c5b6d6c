package org.concurrencybench.core.workloads;

import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/**
 * Sends bytes and gets as many back: reveals from how much computing per byte on a worker process pays for its border,
 * which the bytes cross twice. Without passes, a task only writes each byte's complement into a new array; each pass
 * adds about a nanosecond per byte, since each byte depends on the one before.
 *
 * <p>The digest is a CRC-32C, for which processors have instructions: it is part of the measured time in every model,
 * and must not hide the border.
 */
public final class Echo implements Workload<byte[], byte[]> {
    private static final Parameter<Integer> SIZE = Parameter.ofInt(
            "size", 64 * 1024, 64, 16 * 1024 * 1024, "bytes", "what a task is given, and as much it returns");

    private static final Parameter<Integer> WORK = Parameter.ofInt(
            "work", 1, 0, 100_000, "passes", "how often a task goes over its bytes, at about 1 ns per byte");

    private int work = WORK.defaultValue();
    private FewInputs<byte[]> inputs = inputs(SIZE.defaultValue());

    @Override
    public String id() {
        return "echo";
    }

    @Override
    public String description() {
        return "sends bytes, computes on them, gets as many back: the price of the process border per byte";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(SIZE, WORK);
    }

    @Override
    public void open(JvmContext jvm) {
        work = jvm.parameters().get(WORK);
        inputs = inputs(jvm.parameters().get(SIZE));
    }

    private static FewInputs<byte[]> inputs(int size) {
        return new FewInputs<>(size, number -> {
            byte[] bytes = new byte[size];
            new SplittableRandom(number).nextBytes(bytes);
            return bytes;
        });
    }

    @Override
    public byte[] input(int index) {
        return inputs.get(index);
    }

    @Override
    public byte[] run(byte[] input, TaskContext task) {
        byte[] output = new byte[input.length];
        for (int i = 0; i < output.length; i++) {
            output[i] = (byte) ~input[i];
        }
        for (int pass = 0; pass < work; pass++) {
            chain(output);
        }
        return output;
    }

    /** Replaces each byte by the sum of itself and 31 times its new predecessor: no two of them side by side. */
    private static void chain(byte[] bytes) {
        int before = 0;
        for (int i = 0; i < bytes.length; i++) {
            before = 31 * before + bytes[i];
            bytes[i] = (byte) before;
        }
    }

    @Override
    public long digest(byte[] output) {
        CRC32C sum = new CRC32C();
        sum.update(output, 0, output.length);
        return Bits.add(output.length, sum.getValue());
    }
}
