package org.concurrencybench.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BatchRuleTest {
    @Test
    void aBatchTakesItsTargetWithinTheBounds() {
        BatchRule rule = new BatchRule(32, 1024, 10_000_000);
        assertEquals(100, rule.tasks(100_000));
        assertEquals(32, rule.tasks(10_000_000));
        assertEquals(1024, rule.tasks(5));
        assertEquals(1024, rule.tasks(0));
    }

    @Test
    void equalBoundsFixIt() {
        assertEquals(7, BatchRule.fixed(7).tasks(1));
        assertEquals(7, BatchRule.fixed(7).tasks(1e12));
    }

    @Test
    void aRuleThatCannotBeKeptIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> BatchRule.fixed(0));
        assertThrows(IllegalArgumentException.class, () -> new BatchRule(2, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new BatchRule(1, 1, 0));
    }
}
