package org.concurrencybench.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of what is refused says what becomes of each, and names tests that exist. */
class SecurityTableTest {
    private static final List<String> KINDS = List.of(
            "belongs to another user",
            "shows a wrong token",
            "shows the right token with a wrong pid",
            "repeats the worker's hello on a second connection",
            "repeats the hello of another worker",
            "says nothing",
            "says its hello byte by byte",
            "connects again and again",
            "announces more than the limit",
            "announces a payload in a mapped file that is not there, has another size, is in use or was changed",
            "sends garbage, or a frame that is not its own to send",
            "damages or cuts what it sends",
            "sends payloads of any bytes in good frames",
            "puts a link into the temporary folder, under a name that a pool could have left",
            "makes files and folders of absurd names there",
            "takes the name of the user's folder before the user does, or opens it to others",
            "shares the temporary folder from another PID namespace",
            // coordinators and listeners
            "belongs to another user",
            "shows a wrong secret, or none",
            "repeats what it has seen (replay)",
            "passes on what both ends say (relay)",
            "sends a proof back to its maker (reflection)",
            "says nothing",
            "says a byte now and then",
            "comes in great number without the secret",
            "leaves in the middle of the handshake",
            "sends garbage, too much, or another version",
            "has the secret, and breaks the protocol: garbage, frames of other kinds, too large, damaged, unknown operations,"
                    + " arguments that are missing or out of range",
            "has the key of a coordinator's second door, and says no hello behind it, or breaks the protocol",
            "has the secret, and calls any operation on any object",
            "has the secret, and cancels, finishes or gives back what is not its own",
            "has the secret, asks and does not read",
            "has the secret, waits for thousands of things, and ends",
            "ends in the middle of a message",
            "sends any bytes at all",
            "pretends to be the owner or the listener",
            "listens and never accepts");

    private static List<List<String>> rows() throws Exception {
        return DocumentedTable.rows("process-pool-security.md", 4);
    }

    @Test
    void everyKindOfPeerIsInTheTable() throws Exception {
        assertEquals(KINDS, rows().stream().map(List::getFirst).toList());
    }

    @Test
    void everyRowSaysWhatBecomesOfThePeerAndNamesTestsThatExist() throws Exception {
        for (List<String> row : rows()) {
            assertFalse(row.get(1).isEmpty() && row.get(2).isEmpty(), row.toString());
            DocumentedTable.assertNamesTests(row.get(3));
        }
    }
}
