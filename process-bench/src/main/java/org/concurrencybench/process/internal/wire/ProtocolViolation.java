package org.concurrencybench.process.internal.wire;

import java.io.IOException;

/** Bytes arrived that this protocol does not allow; the connection cannot be trusted any more. */
public final class ProtocolViolation extends IOException {
    public ProtocolViolation(String message) {
        super(message);
    }
}
