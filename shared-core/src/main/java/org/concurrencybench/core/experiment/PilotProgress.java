package org.concurrencybench.core.experiment;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How far a pilot run has come, as a few bytes of memory that another process sees too: they outlive a JVM that is
 * halted or killed. Writing them costs a nanosecond or two.
 */
final class PilotProgress {
    private static final String NAME = "pilot-progress.bin";
    private static final int STEP = 0;
    private static final int INDEX = 4;
    private static final int PILOT_OVER = 8;
    private static final int DONE_TASKS = 12;
    private static final int BEGUN = 16;
    private static final int BYTES = 24;

    private final MappedByteBuffer bytes;

    private PilotProgress(MappedByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** In {@code folder}, new. */
    static PilotProgress create(Path folder) throws IOException {
        Files.write(folder.resolve(NAME), new byte[BYTES]);
        return open(folder);
    }

    /** The one that is in {@code folder}. */
    static PilotProgress open(Path folder) throws IOException {
        try (FileChannel file =
                FileChannel.open(folder.resolve(NAME), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new PilotProgress(file.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
        }
    }

    void at(PilotStep step, int index) {
        bytes.putInt(INDEX, index);
        bytes.putInt(STEP, step.code());
    }

    void at(PilotStep step) {
        at(step, 0);
    }

    void taskDone() {
        bytes.putInt(DONE_TASKS, bytes.getInt(DONE_TASKS) + 1);
    }

    void pilotOver() {
        bytes.putInt(PILOT_OVER, 1);
    }

    /** When the task began that it is at; only after the pilot, where this costs nothing that is measured. */
    void begins(long epochMillis) {
        bytes.putLong(BEGUN, epochMillis);
    }

    /** What was told to {@link #begins}, or 0. */
    long begun() {
        return bytes.getLong(BEGUN);
    }

    PilotStep step() {
        return PilotStep.of(bytes.getInt(STEP));
    }

    int index() {
        return bytes.getInt(INDEX);
    }

    /** Tasks that have ended, those of the pilot included. */
    int tasksDone() {
        return bytes.getInt(DONE_TASKS);
    }

    /** Whether the batch size is chosen, and only digests are missing. */
    boolean isPilotOver() {
        return bytes.getInt(PILOT_OVER) != 0;
    }
}
