package org.concurrencybench.core.workloads;

import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.RunContext;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/**
 * Adds up numbers of an array that does not fit into the processor's last-level cache, one of each cache line: reveals
 * memory that is saturated before the cores are used up, whatever the model.
 *
 * <p>The array is a file that all JVMs of the run have mapped, and read only. So it takes nothing of their heaps,
 * however many share what the plan gives them, and the memory that is touched is the same in every model. Tasks take
 * slices one after the other and begin again: a batch touches as many slices as it has tasks, or all. For figures of
 * the memory and not of a cache, {@code size} and the slices of a batch must exceed the last-level cache several times.
 */
public final class MemoryScan implements Workload<Integer, Long> {
    private static final Parameter<Integer> SIZE = Parameter.ofInt(
            "size", 128, 1, 2047, "MB", "the array; several times the last-level cache, which lscpu prints as L3");

    private static final Parameter<Integer> SLICE = Parameter.ofInt(
            "slice", 4096, 16, 1024 * 1024, "kB", "what a task scans; the whole array where that is smaller");

    private static final Parameter<Integer> STRIDE = Parameter.ofInt(
            "stride", 64, 8, 4096, "bytes", "from one number to the next, taken down to a multiple of 8; a cache line");

    private static final String ARRAY = "array";

    private LongBuffer words = LongBuffer.allocate(0);
    private int sliceWords;
    private int slices;
    private int step;

    public MemoryScan() {
        set(SIZE.defaultValue(), SLICE.defaultValue(), STRIDE.defaultValue());
    }

    @Override
    public String id() {
        return "memory-scan";
    }

    @Override
    public String description() {
        return "scans an array larger than the caches: memory is saturated before the cores are used up";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(SIZE, SLICE, STRIDE);
    }

    @Override
    public void prepare(RunContext run) throws IOException {
        Path file = run.directory().resolve(ARRAY);
        WordFile.write(file, run.parameters().get(SIZE));
        run.provide(ARRAY, file.toUri());
    }

    @Override
    public void open(JvmContext jvm) throws IOException {
        set(
                jvm.parameters().get(SIZE),
                jvm.parameters().get(SLICE),
                jvm.parameters().get(STRIDE));
        try (FileChannel file = FileChannel.open(Path.of(jvm.address(ARRAY)), StandardOpenOption.READ)) {
            words = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size()).asLongBuffer();
        }
    }

    private void set(int megabytes, int sliceKilobytes, int stride) {
        int all = megabytes * WordFile.WORDS_PER_MEGABYTE;
        sliceWords = Math.min(all, sliceKilobytes * (1024 / Long.BYTES));
        slices = all / sliceWords;
        step = stride / Long.BYTES;
    }

    @Override
    public void close() {
        words = LongBuffer.allocate(0); // unmapped with its last reference
    }

    @Override
    public Integer input(int index) {
        return index;
    }

    @Override
    public Long run(Integer input, TaskContext task) {
        LongBuffer array = words;
        int end = begin(input) + sliceWords;
        long sum = 0;
        for (int word = begin(input) + offset(input); word < end; word += step) {
            sum += array.get(word);
        }
        return digest(input, sum);
    }

    private int begin(int index) {
        return index % slices * sliceWords;
    }

    /** Tasks that scan the same slice take another word of each line, as long as there is one. */
    private int offset(int index) {
        return index / slices % step;
    }

    private static long digest(int index, long sum) {
        return Bits.add(sum, index);
    }

    @Override
    public long digest(Long output) {
        return output;
    }

    @Override
    public OptionalLong expected(int index) {
        int offset = offset(index);
        int count = Math.ceilDiv(sliceWords - offset, step);
        return OptionalLong.of(digest(index, WordFile.sum((long) begin(index) + offset, step, count)));
    }
}
