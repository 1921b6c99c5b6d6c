package org.concurrencybench.process.internal.broker;

import java.nio.MappedByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Waiting at a word of shared memory, and waking who waits there, without a socket: a futex of Linux. Its only
 * implementation needs JDK 22 and native access, so it is loaded by its name.
 */
interface Futex {
    /**
     * By default a JVM uses it where it can, and processes follow the owner of what they share. With {@code true} it
     * fails where there is none, with {@code false} it does without.
     */
    String PROPERTY = "concurrencybench.process.futex";

    /** The least JDK that has what it needs. */
    int LEAST_VERSION = 22;

    /** Where the word at {@code offset} is in this process, for as long as the memory is mapped. */
    long address(MappedByteBuffer memory, int offset);

    /**
     * Waits while the word is {@code expected}, until it is woken, or at most {@value #BRIEF_MILLIS} ms; or at most
     * {@value #LONG_MILLIS} ms.
     */
    void await(long address, int expected, boolean briefly);

    int BRIEF_MILLIS = 1;
    int LONG_MILLIS = 1000;

    /** Wakes one that waits. */
    void wake(long address);

    /** That of this JVM, or null where there is none, or none is wanted. */
    static @Nullable Futex find() {
        String wanted = System.getProperty(PROPERTY, "");
        if (wanted.equals("false")) {
            return null;
        }
        Futex found = null;
        if (Runtime.version().feature() >= LEAST_VERSION
                && System.getProperty("os.name", "").equals("Linux")) {
            try {
                found = (Futex) Class.forName(Futex.class.getPackageName() + ".LinuxFutex")
                        .getDeclaredMethod("find")
                        .invoke(null);
            } catch (ReflectiveOperationException | LinkageError e) {
                // classes outside a jar, another processor: sockets do as well, only slower
            }
        }
        if (found == null && wanted.equals("true")) {
            throw new IllegalStateException("-D" + PROPERTY + "=true, but this JVM has no futex: that takes Linux,"
                    + " JDK " + LEAST_VERSION + " or newer, and --enable-native-access=ALL-UNNAMED");
        }
        return found;
    }
}
