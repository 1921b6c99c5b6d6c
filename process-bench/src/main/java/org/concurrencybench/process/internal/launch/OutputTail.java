package org.concurrencybench.process.internal.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Reads what a worker prints, so that it never waits for a reader, and keeps the end of it. */
final class OutputTail extends Thread {
    private static final int KEPT_BYTES = 8 << 10;

    private final InputStream stream;
    private final byte[] kept = new byte[KEPT_BYTES];
    private final @Nullable OutputLines lines;
    private long total;

    /** Hands what was printed to {@code lines} too, if there are any. */
    OutputTail(InputStream stream, String name, @Nullable OutputLines lines) {
        super(null, null, name, lines == null ? 128 << 10 : 0); // a listener needs a usual stack
        this.stream = stream;
        this.lines = lines;
        setDaemon(true);
        start();
    }

    @Override
    public void run() {
        byte[] chunk = new byte[KEPT_BYTES];
        try (stream) {
            int read;
            while ((read = stream.read(chunk)) >= 0) {
                keep(chunk, read);
                if (lines != null) {
                    lines.add(chunk, read);
                }
            }
            if (lines != null) {
                lines.end();
            }
        } catch (IOException e) {
            // closed because the worker has ended: there is nothing more to read
        }
    }

    private synchronized void keep(byte[] chunk, int length) {
        int at = (int) (total % KEPT_BYTES);
        int first = Math.min(length, KEPT_BYTES - at);
        System.arraycopy(chunk, 0, kept, at, first);
        System.arraycopy(chunk, first, kept, 0, length - first);
        total += length;
    }

    /** The last few KiB that were printed, without blank space around. */
    synchronized String text() {
        int length = (int) Math.min(total, KEPT_BYTES);
        byte[] ordered = new byte[length];
        int start = (int) ((total - length) % KEPT_BYTES);
        for (int i = 0; i < length; i++) {
            ordered[i] = kept[(start + i) % KEPT_BYTES];
        }
        return new String(ordered, Charset.defaultCharset()).strip();
    }

    synchronized long total() {
        return total;
    }
}
