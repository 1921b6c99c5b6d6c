package org.concurrencybench.core.jmh;

import java.util.Optional;

/** An output of a batch is not the expected one. */
final class WrongResultException extends RuntimeException {
    private final transient Optional<WrongOutput> wrong;

    /** Not a single output is to blame. */
    WrongResultException(String message) {
        super(message);
        this.wrong = Optional.empty();
    }

    WrongResultException(WrongOutput wrong) {
        super(wrong.words());
        this.wrong = Optional.of(wrong);
    }

    /** The first output that is wrong. */
    Optional<WrongOutput> wrong() {
        return wrong;
    }
}
