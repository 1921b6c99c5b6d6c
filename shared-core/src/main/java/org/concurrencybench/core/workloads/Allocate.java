package org.concurrencybench.core.workloads;

import java.util.List;
import java.util.OptionalLong;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;
import org.jspecify.annotations.Nullable;

/**
 * Allocates objects and drops them again in the order in which they were made: reveals what one collector for all tasks
 * costs, against the isolated heaps of worker processes, which are smaller by as many as there are.
 *
 * <p>Each object is written when it is made, and read when it leaves the window of those that are alive, so that no
 * compiler can leave it out.
 */
public final class Allocate implements Workload<Integer, Long> {
    private static final int HEADER = 16;
    private static final int SMALLEST = HEADER + Long.BYTES;

    private static final Parameter<Integer> MEGABYTES =
            Parameter.ofInt("mb", 1, 1, 4096, "MB", "how much a task allocates");

    private static final Parameter<Integer> OBJECT_SIZE = Parameter.ofInt(
            "object-size",
            256,
            SMALLEST,
            1024 * 1024,
            "bytes",
            "the size of an object with its header, taken down to a multiple of 8");

    private static final Parameter<Integer> LIVE = Parameter.ofInt(
            "live", 256, 0, 64 * 1024, "kB", "how much of it a task holds at a time: its newest objects, one at least");

    private int objects;
    private int words;
    private int window;

    public Allocate() {
        set(MEGABYTES.defaultValue(), OBJECT_SIZE.defaultValue(), LIVE.defaultValue());
    }

    @Override
    public String id() {
        return "allocate";
    }

    @Override
    public String description() {
        return "allocates and drops objects: one collector for all tasks, or one for each process";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(MEGABYTES, OBJECT_SIZE, LIVE);
    }

    @Override
    public void open(JvmContext jvm) {
        set(
                jvm.parameters().get(MEGABYTES),
                jvm.parameters().get(OBJECT_SIZE),
                jvm.parameters().get(LIVE));
    }

    private void set(int megabytes, int objectSize, int liveKilobytes) {
        words = (objectSize - HEADER) / Long.BYTES;
        int bytes = HEADER + words * Long.BYTES;
        objects = Math.toIntExact(((long) megabytes << 20) / bytes);
        window = Math.clamp(((long) liveKilobytes << 10) / bytes, 1, objects);
    }

    @Override
    public Integer input(int index) {
        return index;
    }

    @Override
    public Long run(Integer input, TaskContext task) {
        long first = first(input);
        long[][] alive = new long[window][];
        long sum = 0;
        int oldest = 0;
        for (int made = 0; made < objects; made++) {
            long[] object = new long[words];
            object[0] = first + made;
            object[words - 1] = first + made;
            sum += content(alive[oldest]);
            alive[oldest] = object;
            oldest = oldest + 1 == window ? 0 : oldest + 1;
        }
        for (long[] object : alive) {
            sum += content(object);
        }
        return sum;
    }

    private static long first(int index) {
        return Bits.spread(index);
    }

    private static long content(long @Nullable [] object) {
        return object == null ? 0 : object[0] + object[object.length - 1];
    }

    @Override
    public long digest(Long output) {
        return output;
    }

    /** Twice the sum of as many successive numbers as there are objects. */
    @Override
    public OptionalLong expected(int index) {
        long count = objects;
        return OptionalLong.of(2 * count * first(index) + count * (count - 1));
    }
}
