package org.concurrencybench.process.pool;

import java.io.IOException;

/** Bytes arrived that this protocol does not allow; the connection cannot be trusted any more. */
final class ProtocolViolation extends IOException {
    ProtocolViolation(String message) {
        super(message);
    }
}
