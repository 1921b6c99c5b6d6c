package org.concurrencybench.core.workloads.straggler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.concurrencybench.core.workloads.straggler.LeafLedger.End;
import org.concurrencybench.core.workloads.straggler.StragglerAnswer.Settled;
import org.junit.jupiter.api.Test;

class LeafLedgerTest {
    private static final Settled NOTHING = new Settled(0, 0, 0, 0, 0);

    private final LedgerTotals totals = new LedgerTotals();

    @Test
    void whatRunsAfterTheDecisionIsWastedAndTheLastToStopCounts() {
        LeafLedger ledger = new LeafLedger(4, totals);
        ledger.started(0, 100);
        ledger.started(1, 100);
        ledger.started(2, 110);
        ledger.stopped(0, End.SUCCEEDED, 150); // before the decision
        ledger.stopped(1, End.FAILED, 200);
        assertEquals(OptionalLong.of(200), ledger.firstFailure());
        ledger.decided(200);
        assertEquals(new Settled(1, 1, 0, 0, 0), totals.drain());
        assertEquals(NOTHING, totals.drain());
        ledger.stopped(2, End.CANCELLED, 260); // leaf 3 never started
        assertEquals(new Settled(0, 0, 1, 60, 60), totals.drain());
    }

    @Test
    void leavesThatHaveStoppedWhenTheTaskReturnsAreSettledAtOnce() {
        LeafLedger ledger = new LeafLedger(3, totals);
        for (int leaf = 0; leaf < 3; leaf++) {
            ledger.started(leaf, 0);
        }
        ledger.stopped(0, End.SUCCEEDED, 10);
        ledger.stopped(1, End.SUCCEEDED, 11);
        ledger.stopped(2, End.CANCELLED, 14);
        assertEquals(OptionalLong.of(10), ledger.firstSuccess());
        ledger.decided(10);
        assertEquals(new Settled(1, 0, 1, 4, 1 + 4), totals.drain());
    }

    @Test
    void aTaskThatNeedsAllItsLeavesReportsNothing() {
        LeafLedger ledger = new LeafLedger(1, totals);
        ledger.started(0, 0);
        ledger.stopped(0, End.SUCCEEDED, 10);
        assertEquals(NOTHING, totals.drain());
    }

    /** Which a model should not do: it starts a leaf of a task that has returned. */
    @Test
    void aLeafThatStartsTooLateIsAddedAndCountsItsTaskOnce() {
        LeafLedger ledger = new LeafLedger(2, totals);
        ledger.started(0, 0);
        ledger.stopped(0, End.FAILED, 10);
        ledger.decided(10);
        ledger.started(1, 30);
        ledger.stopped(1, End.SUCCEEDED, 45);
        assertEquals(new Settled(1, 0, 1, 35, 15), totals.drain());
    }
}
