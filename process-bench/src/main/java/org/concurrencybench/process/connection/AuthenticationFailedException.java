package org.concurrencybench.process.connection;

import java.io.IOException;

/** The other end did not prove that it has the key. */
public final class AuthenticationFailedException extends IOException {
    AuthenticationFailedException(String message) {
        super(message);
    }
}
