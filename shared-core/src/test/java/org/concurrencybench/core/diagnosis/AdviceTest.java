package org.concurrencybench.core.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AdviceTest {
    @Test
    void digestsAreHexadecimalWithTheirDecimalValueWhereThatIsShortAndAnother() {
        assertEquals("7", Advice.digest(7));
        assertEquals("a (10)", Advice.digest(10));
        assertEquals("ff (255)", Advice.digest(255));
        assertEquals("fffffffffffffffd (-3)", Advice.digest(-3));
        assertEquals("7fffffffffffffff", Advice.digest(Long.MAX_VALUE));
        assertEquals("8000000000000000", Advice.digest(Long.MIN_VALUE));
    }

    @Test
    void aLineIsNamedOnlyWhereThereIsOne() {
        Exception nowhere = new Exception("nowhere");
        nowhere.setStackTrace(new StackTraceElement[0]);
        assertEquals(
                "meet the condition that open() checks, or correct the check; the stack trace says more.",
                Advice.toSetUp("open()", nowhere));
        assertEquals(
                "start in run(); if the input is not what you intended, correct input(3).",
                Advice.startThere(nowhere, 3));
    }
}
