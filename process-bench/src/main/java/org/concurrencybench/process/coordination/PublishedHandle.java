package org.concurrencybench.process.coordination;

import java.util.Objects;

/**
 * A handle as it stands in the owner's directory.
 *
 * @param type the name of its class
 * @param encoded the bytes of the handle itself, in Base64
 */
record PublishedHandle(String type, String encoded) {
    PublishedHandle {
        Objects.requireNonNull(type);
        Objects.requireNonNull(encoded);
    }
}
