package org.concurrencybench.process.internal.broker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;

/**
 * A word of shared memory at which one thread listens for messages, and by which others wake it.
 *
 * @implNote Whoever sends publishes its message, then rings. The listener says that it listens, then looks for
 *     messages, then sleeps. Both orders are sequentially consistent, so one of the two sees the other: either the
 *     message is found, or the bell is rung and the listener looks again. The same holds when it leaves: it says so,
 *     then looks a last time; a sender that finds nobody listening must make somebody else look.
 */
final class Bell {
    static final int BYTES = 64;

    private static final int AWAY = 0;
    private static final int LISTENING = 1;
    private static final int RUNG = 2;
    private static final VarHandle WORD = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final MappedByteBuffer memory;
    private final int at;
    private final Futex futex;
    private final long address;

    Bell(MappedByteBuffer memory, int at, Futex futex) {
        this.memory = memory;
        this.at = at;
        this.futex = futex;
        this.address = futex.address(memory, at);
    }

    private int state() {
        return (int) WORD.getVolatile(memory, at);
    }

    boolean isAway() {
        return state() == AWAY;
    }

    /** Makes the listener look once more. Returns false where nobody listens. */
    boolean ring() {
        int state = state();
        while (state == LISTENING) {
            if (WORD.compareAndSet(memory, at, LISTENING, RUNG)) {
                futex.wake(address);
                return true;
            }
            state = state();
        }
        return state == RUNG; // it looks anyway
    }

    /** From now on it is rung for every message. To be called before each look for messages. */
    void listen() {
        WORD.setVolatile(memory, at, LISTENING);
    }

    /** Sleeps until it is rung after the last {@link #listen}, or for a millisecond; or a second. */
    void await(boolean briefly) {
        futex.await(address, LISTENING, briefly);
    }

    /** Nobody listens any more. A last look for messages is to follow. */
    void leave() {
        WORD.setVolatile(memory, at, AWAY);
    }
}
