package org.concurrencybench.process.api;

import java.io.IOException;

/** The other end did not prove that it has the key. */
public final class AuthenticationFailedException extends IOException {
    public AuthenticationFailedException(String message) {
        super(message);
    }
}
