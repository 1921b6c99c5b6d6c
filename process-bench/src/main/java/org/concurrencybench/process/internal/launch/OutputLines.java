package org.concurrencybench.process.internal.launch;

import java.nio.charset.Charset;
import java.util.function.Consumer;
import org.concurrencybench.process.api.WorkerOutput;

/** Cuts what a worker prints on one of its streams into lines, for a listener. Used by one thread. */
final class OutputLines {
    private static final int LONGEST_BYTES = 8 << 10;

    private final Consumer<? super WorkerOutput> listener;
    private final int worker;
    private final long pid;
    private final WorkerOutput.Stream stream;
    private final byte[] line = new byte[LONGEST_BYTES];
    private int length;

    OutputLines(Consumer<? super WorkerOutput> listener, int worker, long pid, WorkerOutput.Stream stream) {
        this.listener = listener;
        this.worker = worker;
        this.pid = pid;
        this.stream = stream;
    }

    void add(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                report();
            } else {
                if (length == LONGEST_BYTES) {
                    report();
                }
                line[length++] = bytes[i];
            }
        }
    }

    /** The stream has ended; what was printed last may have no end of its own. */
    void end() {
        if (length > 0) {
            report();
        }
    }

    private void report() {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        length = 0;
        try {
            listener.accept(new WorkerOutput(worker, pid, stream, new String(line, 0, end, Charset.defaultCharset())));
        } catch (Throwable e) { // its mistakes must not keep the worker from printing
            LastResort.report(e);
        }
    }
}
