package org.concurrencybench.process.internal.launch;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concurrencybench.core.os.LeftoverProcesses;
import org.concurrencybench.process.internal.wire.WorkerMark;

/**
 * What JVMs that were killed have left in the folder of this user: directories, and processes that still run (stopped
 * ones, and such as a worker started while it was ending). Where {@code /proc} does not show the environment of
 * processes, those stay.
 */
final class Leftovers {
    private static final Pattern LOCK = Pattern.compile("([0-9a-f]{8})-[0-9]{1,10}" + Pattern.quote(RunDirectory.LOCK));

    private Leftovers() {}

    /**
     * Removes those whose owner is proved to be dead. Whatever else stands there, under whatever name, is left alone.
     *
     * @param jvm what the names of this JVM's own directories begin with
     */
    static synchronized void sweep(Path folder, String jvm) {
        Map<String, OwnerLock> dead = new LinkedHashMap<>();
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(folder, "*" + RunDirectory.LOCK)) {
            for (Path file : locks) {
                String name = file.getFileName().toString();
                Matcher parts = LOCK.matcher(name);
                OwnerLock lock = parts.matches() && !parts.group(1).equals(jvm) ? OwnerLock.ofDead(file) : null;
                if (lock != null) {
                    dead.put(name.substring(0, name.length() - RunDirectory.LOCK.length()), lock);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // another pool sweeps at the same time: what is left is found by the next one
        }
        if (!dead.isEmpty()) {
            LeftoverProcesses.killAll(WorkerMark.VARIABLE, mark -> dead.containsKey(directoryOf(mark)));
            dead.forEach((name, lock) -> remove(folder.resolve(name), lock));
        }
    }

    /** The name of the run directory in the mark of a process; empty when there is none. */
    private static String directoryOf(String mark) {
        String[] parts = mark.split("[/\\\\]");
        return parts.length < 2 ? "" : parts[parts.length - 2];
    }

    private static void remove(Path directory, OwnerLock lock) {
        try {
            if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                delete(directory);
            }
            lock.close();
        } catch (IOException e) {
            leave(lock); // something in it that no pool has made: it stays, and so does its lock
        }
    }

    private static void leave(OwnerLock lock) {
        try {
            lock.leave();
        } catch (IOException e) {
            // it was closed before
        }
    }

    /** Removes a directory with its files. Links among them are removed, and not what they lead to. */
    static void delete(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (DirectoryIteratorException e) {
            throw new IOException(e.getMessage(), e);
        }
        Files.deleteIfExists(directory);
    }
}
