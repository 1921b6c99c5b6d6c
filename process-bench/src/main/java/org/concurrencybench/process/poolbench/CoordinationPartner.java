package org.concurrencybench.process.poolbench;

import org.concurrencybench.process.api.WorkerFunction;

/** The other process of the {@link CoordinationFigures}. */
final class CoordinationPartner implements WorkerFunction<CoordinationPart, Double> {
    @Override
    public Double run(CoordinationPart part) throws Exception {
        return part.play();
    }
}
