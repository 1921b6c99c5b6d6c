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
    MAP_GET(24),
    /** Sets the value of a key; answers with the one before. */
    MAP_PUT(25),
    /** Sets the value of a key if it is still the one that is given with it; answers with the one that there is. */
    MAP_REPLACE(26),
    MAP_SIZE(27),
    MAP_KEYS(28),
    MAP_CLEAR(29),
    /** Notice: work on an item was not done. */
    QUEUE_GIVE_BACK(40),
    /** Each call of a pipe begins with the side; the first one makes the caller the only user of that end. */
    PIPE_OPEN(41),
    PIPE_SEND(42),
    PIPE_RECEIVE(43),
    PIPE_CLOSE(44),
    LIST_ADD(45),
    LIST_INSERT(46),
    LIST_GET(47),
    LIST_SET(48),
    LIST_REMOVE(49),
    /** Sets an element if it is still the one that is given with it; answers with the one that there is if not. */
    LIST_REPLACE(50),
    LIST_SIZE(51),
    LIST_SNAPSHOT(52),
    LIST_CLEAR(53),
    /** Calls a method of an object of the owner. */
    SERVICE_CALL(54),
    /** What processes that share memory do by themselves. */
    WORD_GET(55),
    WORD_SET(56),
    WORD_ADD(57),
    WORD_COMPARE_AND_SET(58),
    LOCK_TRY(59),
    LOCK_STATE(60),
    LOCK_CONSISTENT(61),
    EVENT_SET(62),
    EVENT_CLEAR(63),
    EVENT_STATE(64),
    /** Answers with how many of the items were put, the first ones. */
    QUEUE_PUT_ALL(70),
    QUEUE_TAKE_ALL(71),
    /** Notice: the taker has not looked at these items; they go back to the head, however the queue was set up. */
    QUEUE_RETURN(72);

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

    static Op of(byte code) throws ProtocolViolation {
        Op known = code < 0 ? null : BY_CODE[code];
        if (known == null) {
            throw new ProtocolViolation("operation " + code + " is unknown");
        }
        return known;
    }
}
