package org.concurrencybench.process.internal.child;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.concurrencybench.core.codec.Codec;

/** A value that goes to, or comes from, one of several functions of a worker: the one with this number. */
public record FunctionValue(int number, Object value) {
    /** How the inputs of one of the functions are written: the number, and what the function's own codec says. */
    public record Input<I>(int number, Codec<I> own) implements Codec<I> {
        @Override
        public ByteBuffer encode(I value) throws IOException {
            ByteBuffer bytes = own.encode(value);
            return ByteBuffer.allocate(Math.addExact(Integer.BYTES, bytes.remaining()))
                    .putInt(number)
                    .put(bytes.duplicate())
                    .flip();
        }

        @Override
        public I decode(ByteBuffer bytes) throws IOException {
            throw new IOException("inputs are read in workers, by the codecs of all functions");
        }
    }

    /** How a worker reads what any {@link Input} has written. */
    record Inputs(List<Codec<Object>> own) implements Codec<FunctionValue> {
        @Override
        public ByteBuffer encode(FunctionValue value) throws IOException {
            return new Input<>(value.number, own.get(value.number)).encode(value.value);
        }

        @Override
        public FunctionValue decode(ByteBuffer bytes) throws IOException {
            int number = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
            if (number < 0 || number >= own.size()) {
                throw new IOException("these bytes are an input of none of the " + own.size() + " functions");
            }
            return new FunctionValue(number, own.get(number).decode(bytes));
        }
    }

    /** How a worker writes outputs: as the function's own codec does. */
    record Outputs(List<Codec<Object>> own) implements Codec<FunctionValue> {
        @Override
        public ByteBuffer encode(FunctionValue value) throws IOException {
            return own.get(value.number).encode(value.value);
        }

        @Override
        public FunctionValue decode(ByteBuffer bytes) throws IOException {
            throw new IOException("outputs are read by the caller that waits for them");
        }
    }
}
