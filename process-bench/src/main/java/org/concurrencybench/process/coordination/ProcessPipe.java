package org.concurrencybench.process.coordination;

import java.util.Objects;

/**
 * Two ends between which whole messages go in both directions. Keep one, and pass the other to another process: in an
 * input, a constant, or through a queue.
 *
 * @param first one end
 * @param second the other end
 */
public record ProcessPipe<T>(PipeEnd<T> first, PipeEnd<T> second) {
    public ProcessPipe {
        Objects.requireNonNull(first);
        Objects.requireNonNull(second);
    }
}
