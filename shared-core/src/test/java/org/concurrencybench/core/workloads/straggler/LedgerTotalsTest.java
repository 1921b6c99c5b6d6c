package org.concurrencybench.core.workloads.straggler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToLongFunction;
import org.concurrencybench.core.workloads.straggler.LeafLedger.End;
import org.concurrencybench.core.workloads.straggler.StragglerAnswer.Settled;
import org.junit.jupiter.api.Test;

class LedgerTotalsTest {
    private static final int THREADS = 8;
    private static final int TASKS = 4_000;
    private static final int LEAVES = 6;

    /** Each thread runs tasks, lets others stop their leaves, and drains as an answer does. */
    @Test
    void nothingIsLostOrCountedTwiceByManyThreads() throws Exception {
        LedgerTotals totals = new LedgerTotals();
        List<Settled> drained = new ArrayList<>();
        try (ExecutorService tasks = Executors.newFixedThreadPool(THREADS);
                ExecutorService leaves = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<List<Settled>>> threads = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                threads.add(() -> {
                    List<Settled> answers = new ArrayList<>();
                    for (int task = 0; task < TASKS / THREADS; task++) {
                        run(totals, leaves);
                        answers.add(totals.drain());
                    }
                    return answers;
                });
            }
            for (Future<List<Settled>> thread : tasks.invokeAll(threads)) {
                drained.addAll(thread.get());
            }
        }
        drained.add(totals.drain()); // all leaves have stopped
        assertEquals(TASKS, sum(drained, Settled::decided));
        assertEquals(TASKS, sum(drained, Settled::stopped));
        assertEquals(7L * TASKS, sum(drained, Settled::stopNanos));
        assertEquals((LEAVES - 1) * 7L * TASKS, sum(drained, Settled::wastedNanos));
    }

    /** The first leaf fails at 10; the others stop at 17, before or after their task has returned. */
    private static void run(LedgerTotals totals, ExecutorService leaves) {
        LeafLedger ledger = new LeafLedger(LEAVES, totals);
        for (int leaf = 0; leaf < LEAVES; leaf++) {
            ledger.started(leaf, 0);
        }
        ledger.stopped(0, End.FAILED, 10);
        for (int leaf = 1; leaf < LEAVES; leaf++) {
            int stopping = leaf;
            Runnable stop = () -> ledger.stopped(stopping, End.CANCELLED, 17);
            if (ThreadLocalRandom.current().nextInt(3) == 0) {
                stop.run();
            } else {
                leaves.execute(stop);
            }
        }
        ledger.decided(10);
    }

    private static long sum(List<Settled> drained, ToLongFunction<Settled> figure) {
        return drained.stream().mapToLong(figure).sum();
    }
}
