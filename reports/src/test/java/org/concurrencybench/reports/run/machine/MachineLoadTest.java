package org.concurrencybench.reports.run.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MachineLoadTest {
    // user nice system idle iowait irq softirq steal guest guest_nice
    private static final String EARLIER = """
            cpu  1000 10 200 5000 40 0 30 7 0 0
            cpu0 500 5 100 2500 20 0 15 3 0 0
            cpu1 500 5 100 2500 20 0 15 4 0 0
            intr 12345
            """;

    /** Two seconds later: of 4 CPU seconds 1 idle, .2 waiting for a disk, .3 stolen; 2.5 were used. */
    private static final String LATER = """
            cpu  1200 10 240 5100 60 0 40 37 0 0
            cpu0 600 5 120 2550 30 0 20 18 0 0
            cpu1 600 5 120 2550 30 0 20 19 0 0
            intr 12345
            """;

    @Test
    void whatIsNeitherIdleNorStolenNorOursIsOthers() {
        MachineLoad earlier = MachineLoad.of(EARLIER, 0, 100).orElseThrow();
        MachineLoad later =
                MachineLoad.of(LATER, 2_000_000_000L, 1_700_000_100L).orElseThrow();
        assertEquals(2, later.cpus());
        assertEquals(0.4, later.since(earlier).used(), 1e-9);
        assertEquals(0.15, later.since(earlier).stolen(), 1e-9);
    }

    @Test
    void sampledTicksNeverMakeOthersNegative() {
        MachineLoad earlier = MachineLoad.of(EARLIER, 0, 0).orElseThrow();
        MachineLoad later =
                MachineLoad.of(LATER, 2_000_000_000L, 2_600_000_000L).orElseThrow();
        assertEquals(0, later.since(earlier).used());
    }

    @Test
    void aTextWithoutStealOrWithoutCpusTellsNothing() {
        assertEquals(Optional.empty(), MachineLoad.of("cpu 1 2 3 4\ncpu0 1 2 3 4\n", 0, 0));
        assertEquals(Optional.empty(), MachineLoad.of("intr 5\n", 0, 0));
    }
}
