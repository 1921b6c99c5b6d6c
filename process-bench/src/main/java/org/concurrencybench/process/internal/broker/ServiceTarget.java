package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;

/** An object of the owner whose methods other processes call. Several threads call it at the same time. */
public interface ServiceTarget {
    /**
     * Does what is asked, and returns what came of it, whatever that was. An interrupt of the thread means that no
     * caller waits for it any more.
     */
    ByteBuffer call(ByteBuffer arguments);
}
