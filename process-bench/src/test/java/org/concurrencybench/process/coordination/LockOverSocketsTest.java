package org.concurrencybench.process.coordination;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same where there is no futex: every message goes through a socket. */
class LockOverSocketsTest extends LockTest {
    @BeforeAll
    static void withoutFutex() {
        System.setProperty(SharedObjectsOverSocketsTest.FUTEX, "false");
    }

    @AfterAll
    static void asBefore() {
        System.clearProperty(SharedObjectsOverSocketsTest.FUTEX);
    }
}
