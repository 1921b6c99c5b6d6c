package org.concurrencybench.process.coordination;

/** For the tests of a class, messages go through sockets, as they do where memory cannot be used. */
final class OverSockets extends MessageRoute {
    OverSockets() {
        super("false");
    }
}
