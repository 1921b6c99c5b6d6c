package org.concurrencybench.reports.run.trial;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes what the measured JVM prints: what its classes print JMH hands on to this JVM's own standard streams, what the
 * JVM itself prints to the {@link IterationListener}. The end of it is kept for the message of a failure, the rest is
 * dropped, however much it is.
 */
final class TrialOutput implements AutoCloseable {
    private static final int KEPT = 2000;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final byte[] ring = new byte[KEPT];
    private final Ring ringStream = new Ring();
    private long written;

    TrialOutput() {
        PrintStream taken = new PrintStream(ringStream, false, StandardCharsets.UTF_8);
        System.setOut(taken);
        System.setErr(taken);
    }

    /** Takes what came another way. */
    void take(byte[] bytes) {
        ringStream.write(bytes, 0, bytes.length);
    }

    /** The end of what was printed. */
    String tail() {
        synchronized (ring) {
            int length = (int) Math.min(written, KEPT);
            byte[] last = new byte[length];
            for (int i = 0; i < length; i++) {
                last[i] = ring[(int) ((written - length + i) % KEPT)];
            }
            return new String(last, StandardCharsets.UTF_8).strip();
        }
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
    }

    private final class Ring extends OutputStream {
        @Override
        public void write(int b) {
            synchronized (ring) {
                ring[(int) (written++ % KEPT)] = (byte) b;
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            int kept = Math.min(length, KEPT);
            synchronized (ring) {
                written += length - kept;
                for (int i = offset + length - kept; i < offset + length; i++) {
                    ring[(int) (written++ % KEPT)] = bytes[i];
                }
            }
        }
    }
}
