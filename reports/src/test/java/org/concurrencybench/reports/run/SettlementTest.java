package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.concurrencybench.reports.analysis.latency.SyntheticLoads;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.Test;

class SettlementTest {
    @Test
    void anOfferedLoadIsSettledWhenItsPercentilesAreComparedPreciselyEnough() {
        RunResults run = new SyntheticLoads()
                .measured("platform-pool", SyntheticLoads.EIGHTY, 20)
                .measured("virtual-threads", SyntheticLoads.EIGHTY, 20)
                .in(new SyntheticRun(1));
        assertTrue(isSettled(run, 0.1));
        assertFalse(isSettled(run, 0.01));
    }

    @Test
    void aModelWhoseTasksTimedOutHoldsNobodyUp() {
        assertTrue(isSettled(
                new SyntheticLoads()
                        .measured("platform-pool", SyntheticLoads.EIGHTY, 20)
                        .measured("sequential", SyntheticLoads.EIGHTY, 5, 5000, 6000)
                        .in(new SyntheticRun(1)),
                0.1));
    }

    private static boolean isSettled(RunResults run, double precision) {
        Settlement settlement = new Settlement(run.header().cells(), precision);
        run.trials().forEach(settlement::add);
        return settlement.settled(run.header().cells().getFirst().experiment());
    }
}
