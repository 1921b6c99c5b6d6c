package org.concurrencybench.reports.records;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** Why a file cannot be had, in words instead of classes. */
public final class IoReason {
    private IoReason() {}

    /** Of {@code e}, with the file that it names. */
    public static String of(IOException e) {
        if (!(e instanceof FileSystemException file)) {
            String message = e.getMessage();
            return message == null || message.isBlank()
                    ? "the system reports only " + e.getClass().getSimpleName()
                    : e instanceof FileNotFoundException ? "cannot be opened: " + message : message;
        }
        @Nullable String reason = file.getReason();
        String words = switch (file) {
            case AccessDeniedException denied -> "no permission";
            case NoSuchFileException missing -> "does not exist";
            case FileAlreadyExistsException there -> "already exists";
            case NotDirectoryException other -> "is not a folder";
            case DirectoryNotEmptyException full -> "is a folder that is not empty";
            default -> reason == null || reason.isBlank() ? "refused by the system" : reason;
        };
        return file.getFile() == null ? words : file.getFile() + ": " + words;
    }
}
