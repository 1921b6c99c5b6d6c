package org.concurrencybench.reports.run.trial;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.concurrencybench.core.api.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * The lock that JMH takes on the whole machine, in the folder for temporary files. JMH itself looks at it only when the
 * first trial starts, which is after an earlier report has been moved aside; so it is looked at here before anything is
 * touched.
 */
public final class JmhLock {
    /** The system property by which JMH itself ignores its lock. */
    private static final String IGNORED = "jmh.ignoreLock";

    private JmhLock() {}

    /**
     * Nothing when no other JMH run is under way, or when JMH has been told not to care.
     *
     * @throws UsageException when one is
     */
    public static void requireFree() {
        if (Boolean.getBoolean(IGNORED)) {
            return;
        }
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw taken(null);
            }
        } catch (IOException e) {
            throw new UsageException(
                    "no file can be written in " + file.getParent() + " (" + e
                            + "): free space there, or name another folder with -Djava.io.tmpdir",
                    e);
        }
    }

    static UsageException taken(@Nullable Throwable cause) {
        String message = "another JMH run is under way on this machine; two at once would measure each other."
                + " Wait until it has ended, or end it.";
        return cause == null ? new UsageException(message) : new UsageException(message, cause);
    }
}
