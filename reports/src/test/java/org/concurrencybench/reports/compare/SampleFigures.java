package org.concurrencybench.reports.compare;

import org.concurrencybench.core.prices.Primitive;
import org.concurrencybench.core.prices.Where;
import org.concurrencybench.reports.analysis.latency.SyntheticLoads;
import org.concurrencybench.reports.plan.Load;
import org.concurrencybench.reports.plan.PriceCell;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticPrices;
import org.concurrencybench.reports.records.SyntheticRun;

/** Two runs with latencies, capacities and prices, of which some got worse. */
public final class SampleFigures {
    static final PriceCell LOCK = SyntheticPrices.cell(Primitive.LOCK_ALONE, Where.BETWEEN_PROCESSES, "ProcessLock");
    static final PriceCell BARRIER = SyntheticPrices.cell(Primitive.BARRIER, Where.RAW_FLOOR, "memory");
    private static final PriceCell MEMORY =
            SyntheticPrices.cell(Primitive.MEMORY, Where.VIRTUAL_THREADS, "virtual thread");
    private static final Load EIGHTY = SyntheticLoads.EIGHTY;

    private SampleFigures() {}

    public static RunResults old() {
        return new SyntheticPrices()
                .price(LOCK, 40, 0, 0.01)
                .price(MEMORY, 1000, 0, 0.01)
                .price(BARRIER, 300, 0, 0.01)
                .in(new SyntheticLoads()
                        .measured("platform-pool", EIGHTY, 20)
                        .measured("virtual-threads", EIGHTY, 20)
                        .measured("process-pool", EIGHTY, 30)
                        .seeking("platform-pool", 1200)
                        .in(new SyntheticRun(1)));
    }

    public static RunResults fresh() {
        return new SyntheticPrices()
                .price(LOCK, 40, 0, 0.01)
                .price(MEMORY, 2000, 0, 0.01)
                .failing(BARRIER, "no memory")
                .in(new SyntheticLoads()
                        .measured("platform-pool", EIGHTY, 30)
                        .measured("virtual-threads", EIGHTY, 20)
                        .measured("process-pool", EIGHTY, 30, 5000, 6000)
                        .seeking("platform-pool", 900)
                        .in(new SyntheticRun(2)));
    }
}
