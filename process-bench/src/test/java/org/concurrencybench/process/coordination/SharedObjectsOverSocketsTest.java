package org.concurrencybench.process.coordination;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same where there is no futex: every message goes through a socket. */
class SharedObjectsOverSocketsTest extends SharedObjectsTest {
    static final String FUTEX = "concurrencybench.process.futex";

    @BeforeAll
    static void withoutFutex() {
        System.setProperty(FUTEX, "false");
    }

    @AfterAll
    static void asBefore() {
        System.clearProperty(FUTEX);
    }
}
