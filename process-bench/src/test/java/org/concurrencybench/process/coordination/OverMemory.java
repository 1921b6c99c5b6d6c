package org.concurrencybench.process.coordination;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For the tests of a class, messages go through shared memory and a futex wakes who waits: coordinators fail without.
 */
final class OverMemory extends MessageRoute {
    private static final int LEAST_VERSION = 22;

    OverMemory() {
        super("true");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        assumeTrue(System.getProperty("os.name").equals("Linux")
                && Runtime.version().feature() >= LEAST_VERSION);
        super.beforeAll(context);
    }
}
