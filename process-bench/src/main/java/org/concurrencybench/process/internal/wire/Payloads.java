package org.concurrencybench.process.internal.wire;

import java.nio.ByteBuffer;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.process.api.PayloadException;
import org.concurrencybench.process.api.ProcessPoolException;

/** Inputs and outputs of tasks as bytes, in the parent. */
public final class Payloads {
    /**
     * The stack, in bytes, of threads that decode outputs, and that call {@code equals} and {@code hashCode} of nested
     * values meanwhile. Only what is used takes memory.
     */
    public static final long STACK_BYTES = 4 << 20;

    private Payloads() {}

    /**
     * The input as bytes, of which there may be {@code maxPayload}.
     *
     * @throws PayloadException when it cannot be encoded, or takes more
     */
    public static <I> ByteBuffer encode(Codec<I> input, I value, int maxPayload) throws PayloadException {
        ByteBuffer bytes;
        try {
            bytes = input.encode(value);
            if (bytes == null) {
                throw new IllegalStateException(input.getClass().getName() + " gave null instead of bytes");
            }
        } catch (Throwable e) { // an Error concerns this input only, as far as one can know
            throw new PayloadException("the input cannot be encoded: " + ThrowableFormat.reason(e), e);
        }
        if (bytes.remaining() > maxPayload) {
            throw new PayloadException(
                    "the input takes " + bytes.remaining() + " bytes, and maxPayload is " + maxPayload + ": raise that",
                    null);
        }
        return bytes;
    }

    /**
     * What a worker answered.
     *
     * @throws ProcessPoolException when the task did not end well, or its output cannot be decoded, for whatever reason
     */
    public static <O> O decode(Codec<O> output, Frame answer) throws ProcessPoolException {
        if (answer.type() != FrameType.RESULT) {
            throw FailureDecoder.of(answer.type(), answer.payload());
        }
        try {
            return output.decode(answer.payload());
        } catch (Throwable e) { // whatever it is, somebody waits for the task
            throw FailureDecoder.undecodable(e);
        }
    }
}
