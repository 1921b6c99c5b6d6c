package org.concurrencybench.core.jmh;

/** An output of a batch is not the expected one. */
final class WrongResultException extends RuntimeException {
    WrongResultException(String message) {
        super(message);
    }
}
