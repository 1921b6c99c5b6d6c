package org.concurrencybench.process.pool;

import java.nio.ByteBuffer;

/**
 * One task on its way. It belongs to whoever took it last out of the backlog or out of a link's table, and only the owner
 * completes it: that is why it is completed exactly once.
 */
final class Submission<O> {
    final ByteBuffer input;
    final Completion<O> completion;

    /** Its number on the connection that it was given to; guarded by that connection's lock until it is in the table. */
    long number;

    Submission(ByteBuffer input, Completion<O> completion) {
        this.input = input;
        this.completion = completion;
    }
}
