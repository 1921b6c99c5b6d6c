package org.concurrencybench.process.internal.broker;

import org.concurrencybench.process.internal.wire.ProtocolViolation;

/** How a call ended: the first byte of its answer. */
public enum Status {
    /** Done; values may follow. */
    OK(0),
    /** The caller cancelled it before it could be done. */
    CANCELLED(1),
    /** It could not be done at once, and was not to wait. */
    NOT_NOW(2),
    /** The object is closed, or there is none of that number. */
    CLOSED(3),
    /** A barrier is broken; the reason follows, as text. */
    BROKEN(4),
    /** The caller is the last of a barrier's parties, and is to run its action. */
    ACT(5),
    /** The call breaks a rule; the reason follows, as text. */
    REFUSED(6),
    /** The broker cannot be reached any more; never on the wire. */
    GONE(7);

    private static final Status[] BY_CODE = new Status[GONE.code + 1];

    static {
        for (Status status : values()) {
            BY_CODE[status.code] = status;
        }
    }

    /** The byte on the wire. */
    final byte code;

    Status(int code) {
        this.code = (byte) code;
    }

    static Status of(int code) throws ProtocolViolation {
        if (code < 0 || code >= GONE.code) {
            throw new ProtocolViolation("status " + code + " is unknown");
        }
        return BY_CODE[code];
    }
}
