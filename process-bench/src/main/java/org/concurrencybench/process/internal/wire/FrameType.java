package org.concurrencybench.process.internal.wire;

/** What a frame says. Codes are never reused. */
public enum FrameType {
    /** Worker to pool, first: the token and the worker's pid. */
    HELLO(1),
    /** Pool to worker: which function, how many slots, set-up arguments. */
    SETUP(2),
    /** Worker to pool: the function is open; the payload says what its JVM is. */
    READY(3),
    /** Worker to pool: the function could not be opened, with the cause; the worker ends. */
    SETUP_FAILED(4),
    /** Pool to worker: run one task; the payload is its input. */
    TASK(5),
    /** Worker to pool: the task's output. */
    RESULT(6),
    /** Worker to pool: the task threw, with the throwable as data. */
    FAILURE(7),
    /** Worker to pool: the task's input could not be decoded or its output not be encoded or sent, with the reason. */
    UNSENDABLE(8),
    /** Pool to worker: close the function and exit; nothing follows. */
    SHUTDOWN(9),
    /** Worker to pool, last: the function is closed; a payload is the throwable of its close. */
    BYE(10),
    /** Pool to worker: forget a task if it has not begun. */
    WITHDRAW(11),
    /** Pool to worker: forget a task if it has not begun, else interrupt it. */
    STOP(12),
    /** Worker to pool: the task was forgotten before it began. */
    WITHDRAWN(13),
    /** Pool to worker: run several tasks, one after another; the payload is a {@link Bundle} of their inputs. */
    CHUNK(14),
    /** Worker to pool: the next outcomes of a chunk, as a {@link Bundle}; the last ones come in a RESULT. */
    PART(15),
    /** Pool to worker: run the warm-up function, whose input this is, instead of the user's. */
    WARM_UP(16),
    /**
     * Party to broker: do something with one of its objects; the id is the call's number, 0 where no answer is wanted.
     */
    CALL(17),
    /** Broker to party: the answer to a call of that number; to the HELLO, number 0. */
    ANSWER(18),
    /** Party to broker: the call of that number is to wait no longer. It is answered nevertheless. */
    CANCEL(19),
    /** One message between the two ends of a connection. */
    MESSAGE(20);

    private static final FrameType[] BY_CODE = new FrameType[MESSAGE.code + 1];

    static {
        for (FrameType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    /** The byte on the wire. */
    final byte code;

    FrameType(int code) {
        this.code = (byte) code;
    }

    static FrameType of(int code) throws ProtocolViolation {
        if (code < 1 || code >= BY_CODE.length) {
            throw new ProtocolViolation("frame type " + code + " is unknown");
        }
        return BY_CODE[code];
    }

    /** Whether a slot is to run it. */
    public boolean isWork() {
        return this == TASK || this == CHUNK || this == WARM_UP;
    }

    /** Whether it ends a task. */
    public boolean isAnswer() {
        return this == RESULT || this == FAILURE || this == UNSENDABLE || this == WITHDRAWN;
    }
}
