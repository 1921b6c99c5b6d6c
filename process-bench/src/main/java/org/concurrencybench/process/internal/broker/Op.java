package org.concurrencybench.process.internal.broker;

import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** What a call does with an object. Codes are never reused. */
public enum Op {
    LOCK_ACQUIRE(1),
    /** Notice: the caller's unlocking found waiters. */
    LOCK_RELEASE(2),
    CONDITION_AWAIT(3),
    /** With the number of waiters to signal; mostly a notice. */
    CONDITION_SIGNAL(4),
    SEMAPHORE_ACQUIRE(5),
    SEMAPHORE_TRY(6),
    SEMAPHORE_RELEASE(7),
    SEMAPHORE_AVAILABLE(8),
    EVENT_AWAIT(9),
    /** Notice: the caller's setting found waiters. */
    EVENT_WAKE(10),
    BARRIER_AWAIT(11),
    /** The action of the last party has ended, well or not. */
    BARRIER_ACTED(12),
    BARRIER_ABORT(13),
    BARRIER_RESET(14),
    BARRIER_STATE(15),
    QUEUE_PUT(16),
    QUEUE_TAKE(17),
    /** Notice: the taker has the items, and they are its own from now on. */
    QUEUE_RECEIVED(18),
    /** Notice: work on items is done. */
    QUEUE_DONE(19),
    QUEUE_JOIN(20),
    QUEUE_CLOSE(21),
    QUEUE_STATE(22),
    QUEUE_LOST(23),
    /** Answers with how many of the items were put, the first ones. */
    QUEUE_PUT_ALL(60),
    QUEUE_TAKE_ALL(61),
    /** Notice: the taker has not looked at these items; they go back to the head. */
    QUEUE_GIVE_BACK(62),
    MAP_GET(24),
    /** Sets the value of a key; answers with the one before. */
    MAP_PUT(25),
    /** Sets the value of a key if it is still the one that is given with it; answers with the one that there is. */
    MAP_REPLACE(26),
    MAP_SIZE(27),
    MAP_KEYS(28),
    MAP_CLEAR(29);

    private static final @Nullable Op[] BY_CODE = new @Nullable Op[Byte.MAX_VALUE + 1];

    static {
        for (Op op : values()) {
            BY_CODE[op.code] = op;
        }
    }

    final byte code;

    Op(int code) {
        this.code = (byte) code;
    }

    static Op of(int code) throws ProtocolViolation {
        Op op = code < 0 ? null : BY_CODE[code];
        if (op == null) {
            throw new ProtocolViolation("operation " + code + " is unknown");
        }
        return op;
    }
}
