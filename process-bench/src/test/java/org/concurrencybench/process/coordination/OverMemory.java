package org.concurrencybench.process.coordination;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For the tests of a class, messages go through shared memory and a futex wakes who waits: coordinators fail without.
 */
final class OverMemory implements BeforeAllCallback, AfterAllCallback {
    static final String FUTEX = "concurrencybench.process.futex";
    private static final int LEAST_VERSION = 22;

    private String before = "";

    @Override
    public void beforeAll(ExtensionContext context) {
        before = System.getProperty(FUTEX, "");
        assumeTrue(System.getProperty("os.name").equals("Linux")
                && Runtime.version().feature() >= LEAST_VERSION);
        System.setProperty(FUTEX, "true");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        System.setProperty(FUTEX, before);
    }
}
