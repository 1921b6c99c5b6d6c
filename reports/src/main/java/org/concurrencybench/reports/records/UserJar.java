package org.concurrencybench.reports.records;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A jar or a folder of classes that the user plugged in.
 *
 * @param name its file name
 * @param sha256 SHA-256 of its content, in hexadecimal digits
 * @param shared libraries that the suite has too, in another version; empty in records that were made before this was
 *     looked at
 */
public record UserJar(String name, String sha256, List<SharedLibrary> shared) {
    public UserJar(String name, String sha256, @Nullable List<SharedLibrary> shared) {
        this.name = name;
        this.sha256 = sha256;
        this.shared = shared == null ? List.of() : List.copyOf(shared);
    }
}
