package org.concurrencybench.core.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.concurrencybench.core.cost.CostAccount.Parties;
import org.junit.jupiter.api.Test;

class CostAccountTest {
    private static final int MEBIBYTE = 1 << 20;

    private static volatile Object sink;

    private final CostAccount account = new CostAccount(List.of());

    private static Parties alone(long driver) {
        return new Parties(List.of(), 0, driver);
    }

    private static Parties here() {
        return alone(Thread.currentThread().threadId());
    }

    @Test
    void allocationIsThatOfAllThreadsBetweenTheTwoMoments() throws Exception {
        account.begin(here());
        Thread other = Thread.ofPlatform().start(() -> allocate(32));
        allocate(32);
        other.join();
        double allocated = account.end(here()).get(CostTotals.ALLOCATED_BYTES);
        assertTrue(allocated >= 64.0 * MEBIBYTE && allocated < 80.0 * MEBIBYTE, () -> allocated + " bytes");
    }

    private static void allocate(int mebibytes) {
        for (int i = 0; i < mebibytes; i++) {
            sink = new byte[MEBIBYTE];
        }
    }

    @Test
    void theDriversCpuTimeIsItsOwnAndUnknownWhenAnotherTookItsPlace() {
        account.begin(here());
        long until = System.nanoTime() + 50_000_000;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        double driver = account.end(here()).get(CostTotals.DRIVER_CPU_NANOS);
        assertTrue(driver > 0 && driver < 1e9, () -> driver + " ns");
        account.begin(alone(0));
        assertTrue(Double.isNaN(account.end(here()).get(CostTotals.DRIVER_CPU_NANOS)));
    }

    @Test
    void collectionsCountAsTimeAndAsCpuTimeOfTheCollector() {
        assumeTrue(new File("/proc/self/task").isDirectory(), "threads cannot be read without /proc");
        byte[][] live = new byte[64][];
        for (int i = 0; i < live.length; i++) {
            live[i] = new byte[MEBIBYTE];
        }
        sink = live;
        account.begin(here());
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        Map<String, Double> used = account.end(here());
        assertTrue(used.get(CostTotals.COLLECTION_NANOS) > 0, used::toString);
        assertTrue(used.get(CostTotals.COLLECTOR_CPU_NANOS) > 0, used::toString);
        assertTrue(used.get(CostTotals.COMPILER_CPU_NANOS) >= 0, used::toString);
    }

    @Test
    void switchesAreCountedUnlessTheThreadsThatHadThemAreGone() throws Exception {
        assumeTrue(new File("/proc/self/task").isDirectory(), "threads cannot be read without /proc");
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch waited = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread waiting = Thread.ofPlatform().daemon().start(() -> {
            await(go);
            for (int i = 0; i < 20; i++) {
                sleep();
            }
            waited.countDown();
            await(end);
        });
        account.begin(here());
        go.countDown();
        await(waited);
        double voluntary = account.end(here()).get(CostTotals.VOLUNTARY_SWITCHES);
        assertTrue(voluntary >= 20, () -> voluntary + " voluntary switches of 20 sleeps");
        account.begin(here());
        end.countDown();
        waiting.join();
        Map<String, Double> used = account.end(here());
        assertTrue(Double.isNaN(used.get(CostTotals.VOLUNTARY_SWITCHES)), used::toString);
        assertTrue(Double.isNaN(used.get(CostTotals.INVOLUNTARY_SWITCHES)), used::toString);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatWorkersThatDoNotReportHaveUsedIsNotAvailable() {
        for (int reporting : new int[] {-1, 0, 2}) {
            Parties silent = new Parties(List.of(ProcessHandle.current().pid()), reporting, 0);
            account.begin(silent);
            allocate(1);
            Map<String, Double> used = account.end(silent);
            assertTrue(Double.isNaN(used.get(CostTotals.ALLOCATED_BYTES)), used::toString);
            assertTrue(Double.isNaN(used.get(CostTotals.COLLECTION_NANOS)), used::toString);
            assertFalse(account.peaks(silent).containsKey(CostTotals.PEAK_THREADS));
        }
    }

    @Test
    void nothingIsSaidOfFixturesWhereThereAreNone() {
        account.begin(here());
        assertFalse(account.end(here()).containsKey(CostTotals.FIXTURE_CPU_NANOS));
        assertFalse(account.peaks(here()).containsKey(CostTotals.PEAK_FIXTURE_BYTES));
        CostAccount withFixture =
                new CostAccount(List.of(ProcessHandle.current().pid()));
        withFixture.begin(here());
        assertTrue(withFixture.end(here()).get(CostTotals.FIXTURE_CPU_NANOS) >= 0);
    }

    @Test
    void peakMemoryIsThatOfTheProcessesWithoutSharedPagesTwice() {
        assumeTrue(new File("/proc/self/smaps_rollup").canRead(), "the system does not report shares of pages");
        long alone = ResidentMemory.peak(List.of()).orElseThrow();
        assertTrue(alone >= ResidentMemory.now(List.of()).orElseThrow() * 9 / 10, "a peak is no less than now");
        assertTrue(ResidentMemory.peak(List.of(Long.MAX_VALUE)).isEmpty(), "of a process that is not there");
        assertEquals(ResidentMemory.peakOf(List.of()), java.util.OptionalLong.empty(), "no processes have no memory");
    }
}
