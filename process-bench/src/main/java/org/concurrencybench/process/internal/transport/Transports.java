package org.concurrencybench.process.internal.transport;

import org.concurrencybench.process.api.Transport;

/** The transports by their names. */
public final class Transports {
    private Transports() {}

    public static TransportProvider of(Transport kind) {
        return switch (kind) {
            case UNIX -> new UnixTransport();
            case TCP -> new TcpTransport();
        };
    }
}
