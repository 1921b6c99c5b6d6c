package org.concurrencybench.core.run;

import java.io.IOException;
import java.io.Reader;

/** The last few kilobytes of what a process prints. */
final class Tail {
    private static final int KEPT = 8 * 1024;

    private final StringBuilder text = new StringBuilder();

    /** Reads {@code source} to its end. */
    void drain(Reader source) {
        char[] buffer = new char[1024];
        try (source) {
            for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
                append(buffer, read);
            }
        } catch (IOException e) {
            // the pipe broke with its process: what came before is kept
        }
    }

    private synchronized void append(char[] buffer, int length) {
        text.append(buffer, 0, length);
        if (text.length() > KEPT) {
            text.delete(0, text.length() - KEPT);
        }
    }

    synchronized String text() {
        return text.toString().strip();
    }
}
