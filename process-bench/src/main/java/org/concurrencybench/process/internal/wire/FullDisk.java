package org.concurrencybench.process.internal.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Words for a file that could not be made. */
public final class FullDisk {
    /** A file system with so much room has no place for the name of a file, not for its bytes. */
    private static final long ROOM_BYTES = 1 << 20;

    private FullDisk() {}

    /**
     * What the failure to write there says, and which table is full where the system only says that there is no room.
     */
    public static String describe(IOException e, Path place) {
        String message = String.valueOf(e.getMessage());
        return message.contains("No space left") && hasRoom(place)
                ? message + " (there is room for bytes, but its table of inodes is full: remove files there)"
                : message;
    }

    private static boolean hasRoom(Path place) {
        Path folder = Files.exists(place) ? place : place.getParent();
        try {
            return folder != null && Files.getFileStore(folder).getUsableSpace() >= ROOM_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
