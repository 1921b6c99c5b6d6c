package org.concurrencybench.process.internal.launch;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folder of this user inside a temporary folder that others may write to as well. Nobody else can enter it, so
 * whatever stands in it is this user's own.
 */
final class UserFolder {
    private static final int PERMISSIONS = 0777;
    private static final int OWNER_ONLY = 0700;
    private static final int MAX_TRIES = 20;

    private UserFolder() {}

    /**
     * The folder, made if it is missing.
     *
     * @return null when its name is taken by anything that is not a folder of this user alone: that is not looked into
     * @throws IOException when nothing can be made in the temporary folder
     */
    static @Nullable Path in(Path temporary) throws IOException {
        Object user = user(temporary);
        String name = user instanceof Integer ? user.toString() : Integer.toHexString(user.hashCode());
        Path folder = temporary.resolve("cbp-u" + name);
        for (int i = 0; i < MAX_TRIES; i++) {
            try {
                Files.createDirectory(folder, ownerOnly(temporary));
            } catch (FileAlreadyExistsException e) {
                // made by an earlier pool, or by somebody else
            }
            try {
                return isOnlyOf(user, folder) ? folder : null;
            } catch (NoSuchFileException e) {
                // another pool was the last one to use it, and has just removed it
            }
        }
        return null;
    }

    /** Makes a directory that nobody else can enter, for {@link Files#createDirectory} and its like. */
    static FileAttribute<?>[] ownerOnly(Path parent) {
        return has(parent, "posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Whoever owns what this JVM makes there: a number, or on systems without numbers a name. */
    private static Object user(Path temporary) throws IOException {
        Path probe = Files.createTempFile(temporary, "cbp", null);
        try {
            return owner(probe);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static Object owner(Path path) throws IOException {
        return has(path, "unix")
                ? Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                : Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
    }

    private static boolean isOnlyOf(Object user, Path folder) throws IOException {
        BasicFileAttributes what = Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!what.isDirectory() || !user.equals(owner(folder))) {
            return false;
        }
        if (!has(folder, "unix")) {
            return true;
        }
        Map<String, Object> attributes = Files.readAttributes(folder, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return attributes.get("mode") instanceof Integer mode && (mode & PERMISSIONS) == OWNER_ONLY;
    }

    private static boolean has(Path path, String view) {
        return path.getFileSystem().supportedFileAttributeViews().contains(view);
    }
}
