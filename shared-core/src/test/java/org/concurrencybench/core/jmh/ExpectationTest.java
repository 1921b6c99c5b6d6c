package org.concurrencybench.core.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class ExpectationTest {
    private final long[] digests = {7, 7, 11, -3};
    private final Expectation expectation = Expectation.of(digests);

    @Test
    void theExpectedDigestsAreNoDifferenceOverEveryCount() {
        for (int count = 1; count <= digests.length; count++) {
            expectation.check(combined(digests, count), digests, count);
        }
    }

    @Test
    void aWrongDigestNamesItsTaskAndBothValues() {
        long[] wrong = {7, 7, 12, -3};
        assertEquals(
                "task 2 gave an output with digest c (12); 1 of 4 outputs is wrong; alone, before anything was measured, it gave b"
                        + " (11)",
                difference(expectation, wrong));
    }

    @Test
    void whatTheWorkloadItselfSaysIsNotCalledTheFirstPass() {
        BitSet given = new BitSet();
        given.set(2);
        long[] wrong = {7, 7, 12, 3};
        assertEquals(
                "task 2 gave an output with digest c (12); 2 of 4 outputs are wrong; expected(2) says b (11)",
                difference(Expectation.of(digests, given), wrong));
    }

    @Test
    void aSwappedPairOfOutputsIsNoticed() {
        String difference = difference(expectation, new long[] {7, 11, 7, -3});
        assertTrue(difference.startsWith("task 1 "), difference);
    }

    private static String difference(Expectation expectation, long[] wrong) {
        return assertThrows(
                        WrongResultException.class,
                        () -> expectation.check(combined(wrong, wrong.length), wrong, wrong.length))
                .getMessage();
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
        kept.check(combined(new long[] {1, 2}, 2), new long[] {1, 2}, 2);
        assertEquals("task 0 ", difference(kept, new long[] {5, 2}).substring(0, 7));
    }

    private static long combined(long[] digests, int count) {
        long sum = 0;
        for (int index = 0; index < count; index++) {
            sum += Expectation.mix(index, digests[index]);
        }
        return sum;
    }
}
