package org.concurrencybench.process.coordination;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same where messages go through shared memory, and a futex wakes who waits. */
class SharedObjectsOverMemoryTest extends SharedObjectsTest {
    static final String FUTEX = "concurrencybench.process.futex";

    private static final int LEAST_VERSION = 22;

    /** Coordinators fail from now on where they have none. */
    static void demandFutex() {
        assumeTrue(System.getProperty("os.name").equals("Linux")
                && Runtime.version().feature() >= LEAST_VERSION);
        System.setProperty(FUTEX, "true");
    }

    @BeforeAll
    static void withFutex() {
        demandFutex();
    }

    @AfterAll
    static void asBefore() {
        System.clearProperty(FUTEX);
    }
}
