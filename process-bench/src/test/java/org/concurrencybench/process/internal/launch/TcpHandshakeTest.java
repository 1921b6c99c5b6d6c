package org.concurrencybench.process.internal.launch;

import org.concurrencybench.process.api.Transport;

/** The contract, through the loopback interface. */
class TcpHandshakeTest extends HandshakeContract {
    TcpHandshakeTest() {
        super(Transport.TCP);
    }
}
