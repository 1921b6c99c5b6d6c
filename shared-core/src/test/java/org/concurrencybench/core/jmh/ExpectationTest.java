package org.concurrencybench.core.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectationTest {
    private final long[] digests = {7, 7, 11, -3};
    private final Expectation expectation = Expectation.of(digests);

    @Test
    void theExpectedDigestsAreNoDifferenceOverEveryCount() {
        for (int count = 1; count <= digests.length; count++) {
            assertEquals(Optional.empty(), expectation.difference(combined(digests, count), digests, count));
        }
    }

    @Test
    void aWrongDigestNamesItsTaskAndBothValues() {
        long[] wrong = {7, 7, 12, -3};
        String difference = expectation.difference(combined(wrong, 4), wrong, 4).orElseThrow();
        assertTrue(
                difference.startsWith("task 2 gave an output with digest c; the sequential pass gave b"), difference);
    }

    @Test
    void aSwappedPairOfOutputsIsNoticed() {
        long[] swapped = {7, 11, 7, -3};
        String difference =
                expectation.difference(combined(swapped, 4), swapped, 4).orElseThrow();
        assertTrue(difference.startsWith("task 1 "), difference);
    }

    @Test
    void equalDigestsOfDifferentTasksDoNotCancelOut() {
        assertNotEquals(Expectation.mix(0, 7), Expectation.mix(1, 7));
        assertNotEquals(0, Expectation.mix(0, 0));
    }

    @Test
    void whatTheCallerDoesToItsArrayLaterChangesNothing() {
        long[] given = {1, 2};
        Expectation kept = Expectation.of(given);
        given[0] = 5;
        assertEquals(Optional.empty(), kept.difference(combined(new long[] {1, 2}, 2), new long[] {1, 2}, 2));
    }

    private static long combined(long[] digests, int count) {
        long sum = 0;
        for (int index = 0; index < count; index++) {
            sum += Expectation.mix(index, digests[index]);
        }
        return sum;
    }
}
