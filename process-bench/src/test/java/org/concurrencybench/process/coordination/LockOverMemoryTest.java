package org.concurrencybench.process.coordination;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same where messages go through shared memory, and a futex wakes who waits. */
class LockOverMemoryTest extends LockTest {
    @BeforeAll
    static void withFutex() {
        SharedObjectsOverMemoryTest.demandFutex();
    }

    @AfterAll
    static void asBefore() {
        System.clearProperty(SharedObjectsOverMemoryTest.FUTEX);
    }
}
