package org.concurrencybench.process.pool;

/** The transports by their names. */
final class Transports {
    private Transports() {}

    static Transport of(TransportKind kind) {
        return switch (kind) {
            case UNIX -> new UnixTransport();
            case TCP -> new TcpTransport();
        };
    }
}
