package org.concurrencybench.process.prices;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.core.prices.TimedOperation;

/** The standard input and output of a child JVM. Every block is written and read by itself. */
final class RawPipe {
    private RawPipe() {}

    /** Blocks that come back. */
    static Operation echo(int bytes) throws IOException {
        RawProcess child = RawProcess.start(RawChild.ECHO, Integer.toString(bytes));
        byte[] block = new byte[bytes];
        Arrays.fill(block, (byte) 1);
        return new OfChild(child, times -> {
            for (int i = 0; i < times; i++) {
                child.out().write(block);
                child.out().flush();
                child.in().readFully(block);
            }
        });
    }

    /** Numbers that the child takes; it answers the last. */
    static Operation items() throws IOException {
        RawProcess child = RawProcess.start(RawChild.ITEMS);
        byte[] item = new byte[Long.BYTES];
        ByteBuffer number = ByteBuffer.wrap(item);
        return new OfChild(child, times -> {
            for (int i = times - 1; i >= 0; i--) {
                number.putLong(0, i == 0 ? -1 : i);
                child.out().write(item);
                child.out().flush();
            }
            child.in().readFully(item);
        });
    }

    private record OfChild(RawProcess child, Rounds.Part part) implements TimedOperation {
        @Override
        public void run(int times) throws Exception {
            part.run(times);
        }

        @Override
        public void close() throws IOException {
            child.close();
        }
    }
}
