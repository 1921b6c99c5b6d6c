package org.concurrencybench.core.workloads;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/**
 * Large inputs, of which there are only a few: each is made when it is first asked for, kept, and used again by larger
 * indices. A batch may have a thousand tasks, whose inputs must all fit into the heap of one of several JVMs.
 */
final class FewInputs<T> {
    /** What those of one workload take together, unless two of them take more. */
    private static final long MOST_BYTES = 32L << 20;

    private static final long MOST_INPUTS = 64;

    private final AtomicReferenceArray<T> made;
    private final IntFunction<T> maker;

    /**
     * Makes none yet.
     *
     * @param bytes what one input takes
     * @param maker makes the input of a number; the same one each time
     */
    FewInputs(long bytes, IntFunction<T> maker) {
        made = new AtomicReferenceArray<>((int) Math.clamp(MOST_BYTES / bytes, 2L, MOST_INPUTS));
        this.maker = maker;
    }

    /** Two threads may make the same input; either is as good. */
    T get(int index) {
        int number = index % made.length();
        T input = made.get(number);
        if (input == null) {
            input = maker.apply(number);
            made.set(number, input);
        }
        return input;
    }
}
