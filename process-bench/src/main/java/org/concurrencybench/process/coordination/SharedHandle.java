package org.concurrencybench.process.coordination;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.concurrencybench.process.internal.Arguments;
import org.concurrencybench.process.internal.broker.Answer;
import org.concurrencybench.process.internal.broker.Op;
import org.concurrencybench.process.internal.broker.Port;
import org.concurrencybench.process.internal.broker.PortClosedException;
import org.concurrencybench.process.internal.broker.Ports;
import org.concurrencybench.process.internal.broker.Status;

/**
 * What every handle of a shared object holds: where its owner is, and which of its objects is meant. A value that
 * crosses process borders; who has it may use the object, so it is a secret of its user's processes.
 *
 * @param address of the owner's socket
 * @param token that the owner asks for, hexadecimal
 * @param number of the object
 * @param slot of its word in shared memory; -1 where it has none
 */
public record SharedHandle(String address, String token, long number, int slot) {
    public SharedHandle {
        Objects.requireNonNull(address);
        Objects.requireNonNull(token);
    }

    Port port() throws OwnerGoneException {
        try {
            return Ports.to(address, token);
        } catch (PortClosedException e) {
            throw new OwnerGoneException(e);
        }
    }

    /** Calls, and waits for the answer as long as {@code nanos} say. */
    Answer call(Op op, ByteBuffer arguments, long nanos) throws InterruptedException, OwnerGoneException {
        try {
            return checked(port().call(op, number, arguments, nanos));
        } catch (PortClosedException e) {
            throw new OwnerGoneException(e);
        }
    }

    /** Calls what is done at once. */
    Answer callNow(Op op, long... arguments) throws OwnerGoneException {
        return callNow(op, Port.arguments(arguments));
    }

    /** Calls, and waits for the answer in spite of interrupts, which are kept. */
    Answer callNow(Op op, ByteBuffer arguments) throws OwnerGoneException {
        try {
            return checked(port().callNow(op, number, arguments));
        } catch (PortClosedException e) {
            throw new OwnerGoneException(e);
        }
    }

    void tell(Op op, long... arguments) throws OwnerGoneException {
        try {
            port().tell(op, number, arguments);
        } catch (PortClosedException e) {
            throw new OwnerGoneException(e);
        }
    }

    /**
     * Has something done that is never refused, before whatever any process asks for afterwards; waits for it only
     * where notices do not keep that order.
     */
    void announce(Op op, long argument) throws OwnerGoneException {
        if (port().ordersNotices()) {
            tell(op, argument);
        } else {
            callNow(op, argument);
        }
    }

    private static Answer checked(Answer answer) {
        if (answer.status() == Status.REFUSED) {
            throw new IllegalStateException(answer.text());
        }
        return answer;
    }

    /** A timeout in nanoseconds; negative ones are zero, and those of more than 292 years are as long as it takes. */
    static long nanos(Duration timeout) {
        Arguments.required("timeout", timeout);
        if (timeout.isNegative()) {
            return 0;
        }
        try {
            return timeout.toNanos();
        } catch (ArithmeticException e) {
            return Port.FOREVER;
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "object " + number + " at " + address;
    }
}
