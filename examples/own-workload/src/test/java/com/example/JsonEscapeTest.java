package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.concurrencybench.core.model.BlockingTaskContext;
import org.junit.jupiter.api.Test;

class JsonEscapeTest {
    private final JsonEscape workload = new JsonEscape();

    @Test
    void escapesQuotesBackslashesAndLineEnds() {
        assertEquals("\\\"a\\\\b\\\"\\n", run("\"a\\b\"\n"));
    }

    /** The suite refuses a workload whose outputs change from one run to the next. */
    @Test
    void givesTheSameOutputEachTime() {
        assertEquals(run(workload.input(7)), run(workload.input(7)));
    }

    /** Outputs that differ must have digests that differ, or wrong ones would not be noticed. */
    @Test
    void differentOutputsHaveDifferentDigests() {
        assertNotEquals(workload.digest(run(workload.input(1))), workload.digest(run(workload.input(2))));
    }

    private String run(String input) {
        try (BlockingTaskContext context = new BlockingTaskContext("test", 1)) {
            return workload.run(input, context);
        }
    }
}
