package org.concurrencybench.core.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WaitingMemoryTest {
    @Test
    void theSlopeIsThatOfTheLineThroughNoneToo() {
        assertEquals(100, WaitingMemory.slope(Map.of(1000, 100_000L)), 1e-9);
        assertEquals(100, WaitingMemory.slope(Map.of(1000, 100_000L, 3000, 300_000L)), 1e-9);
        // (0, 0), (1, 3), (2, 3): products 1.5 + 1.5, squares 2
        assertEquals(1.5, WaitingMemory.slope(Map.of(1, 3L, 2, 3L)), 1e-9);
    }
}
