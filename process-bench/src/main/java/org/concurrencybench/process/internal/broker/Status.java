package org.concurrencybench.process.internal.broker;

import org.concurrencybench.process.internal.wire.ProtocolViolation;

/** How a call ended: the first byte of its answer. */
public enum Status {
    /** Done; values may follow. */
    OK,
    /** The caller cancelled it before it could be done. */
    CANCELLED,
    /** It could not be done at once, and was not to wait. */
    NOT_NOW,
    /** The object is closed, or there is none of that number. */
    CLOSED,
    /** A barrier is broken; the reason follows, as text. */
    BROKEN,
    /** The caller is the last of a barrier's parties, and is to run its action. */
    ACT,
    /** The call breaks a rule; the reason follows, as text. */
    REFUSED;

    private static final Status[] BY_CODE = values();

    static Status of(int code) throws ProtocolViolation {
        if (code < 0 || code >= BY_CODE.length) {
            throw new ProtocolViolation("status " + code + " is unknown");
        }
        return BY_CODE[code];
    }
}
