package org.concurrencybench.process.pool;

/** The first message of a worker: the token that it was given, and its pid. */
final class Hello {
    static final int TOKEN_BYTES = 32;
    static final int BYTES = TOKEN_BYTES + Long.BYTES;

    private Hello() {}
}
