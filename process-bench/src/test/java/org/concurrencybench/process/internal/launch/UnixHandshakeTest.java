package org.concurrencybench.process.internal.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.concurrencybench.process.api.Transport;
import org.junit.jupiter.api.Test;

/** The contract, through a Unix domain socket. */
class UnixHandshakeTest extends HandshakeContract {
    UnixHandshakeTest() {
        super(Transport.UNIX);
    }

    @Test
    void socketIsTheOwnersAloneAndItsPathIsShort() throws Exception {
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory().path())));
        assertTrue(
                rendezvous().address().length() < RunDirectory.MAX_SOCKET_PATH_BYTES,
                rendezvous().address());
        rendezvous().close();
        assertFalse(Files.exists(Path.of(rendezvous().address())));
    }
}
