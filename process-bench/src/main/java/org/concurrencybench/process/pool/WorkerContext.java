package org.concurrencybench.process.pool;

import java.util.Map;

/**
 * What a function learns about the worker that it was made in.
 *
 * @param setup the set-up arguments of the {@link Registration}
 * @param worker which of the pool's workers this is, from 0; a replacement has the number of the one it replaces
 * @param slots how many tasks this worker runs at once
 */
public record WorkerContext(Map<String, String> setup, int worker, int slots) {
    public WorkerContext {
        setup = Map.copyOf(setup);
    }
}
