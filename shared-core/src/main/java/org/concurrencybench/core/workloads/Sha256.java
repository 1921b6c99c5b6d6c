package org.concurrencybench.core.workloads;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.SplittableRandom;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/**
 * Hashes bytes: work in proportion to what has to be handed over, done by the processor's own instructions where it has
 * them.
 */
public final class Sha256 implements Workload<byte[], byte[]> {
    private static final Parameter<Integer> SIZE =
            Parameter.ofInt("size", 4096, 1, 64 * 1024 * 1024, "bytes", "how much a task hashes");

    private int size = SIZE.defaultValue();

    @Override
    public String id() {
        return "sha256";
    }

    @Override
    public String description() {
        return "hashes bytes with SHA-256";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(SIZE);
    }

    @Override
    public void open(JvmContext jvm) {
        size = jvm.parameters().get(SIZE);
    }

    @Override
    public byte[] input(int index) {
        byte[] bytes = new byte[size];
        new SplittableRandom(index).nextBytes(bytes);
        return bytes;
    }

    @Override
    public byte[] run(byte[] input, TaskContext task) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256").digest(input);
    }

    @Override
    public long digest(byte[] output) {
        return Bits.digest(output);
    }
}
