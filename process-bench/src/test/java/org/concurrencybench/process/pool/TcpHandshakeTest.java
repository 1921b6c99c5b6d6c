package org.concurrencybench.process.pool;

/** The contract, through the loopback interface. */
class TcpHandshakeTest extends HandshakeContract {
    TcpHandshakeTest() {
        super(TransportKind.TCP);
    }
}
