package org.concurrencybench.core.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchRuleTest {
    private static final BatchRule USUAL = new BatchRule(2, 32, 1024, 10_000_000, 500_000_000);

    @ParameterizedTest
    @CsvSource({
        "100, 1024", // short tasks: as many as allowed
        "50_000, 200", // a tenth of an iteration
        "1_000_000, 32", // no fewer than keep every cpu busy until nearly the end
        "15_000_000, 32",
        "20_000_000, 26", // long tasks: half a second in all
        "100_000_000, 6",
        "3_000_000_000, 2" // one for each cpu
    })
    void theLongerATaskTheFewerAreInABatch(String nanosPerTask, int tasks) {
        assertEquals(tasks, USUAL.tasks(Double.parseDouble(nanosPerTask.replace("_", ""))));
    }

    @Test
    void aFixedBatchStaysAsItIs() {
        assertEquals(1000, BatchRule.fixed(1000).tasks(1e9));
    }
}
