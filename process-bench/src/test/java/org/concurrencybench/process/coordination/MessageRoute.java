package org.concurrencybench.process.coordination;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The way that messages of shared objects go during the tests of a class. A subclass of tests may choose another. */
abstract class MessageRoute implements BeforeAllCallback, AfterAllCallback {
    static final String FUTEX = "concurrencybench.process.futex";

    private final String futex;
    private Optional<String> before = Optional.empty();

    MessageRoute(String futex) {
        this.futex = futex;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        before = Optional.ofNullable(System.setProperty(FUTEX, futex));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        before.ifPresentOrElse(value -> System.setProperty(FUTEX, value), () -> System.clearProperty(FUTEX));
    }
}
