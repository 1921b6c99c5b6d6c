package org.concurrencybench.process.coordination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.concurrencybench.process.pool.DocumentedTable;
import org.junit.jupiter.api.Test;

/** The table of what happens when a process dies is complete, and names tests that exist. */
class DeathsTableTest {
    private static final List<String> KILLED_ONLY = List.of("condition signaller", "barrier party unknown yet");

    /** Who has to do with an object, besides its owner. */
    private static final Map<String, List<String>> ROLES = Map.of(
            "lock", List.of("holder", "waiter"),
            "condition", List.of("waiter", "holder", "signaller"),
            "semaphore", List.of("holder", "waiter", "giver"),
            "event", List.of("setter", "waiter"),
            "barrier", List.of("party that waits", "party elsewhere", "party in the action", "party unknown yet"),
            "queue", List.of("putter", "taker that waits", "taker that works", "joiner"),
            "number", List.of("changer"),
            "memory", List.of("writer"),
            "map", List.of("changer"),
            "connection", List.of("peer", "client in its handshake", "listener"));

    private static List<List<String>> rows() throws Exception {
        return DocumentedTable.rows("coordination-deaths.md", 5);
    }

    @Test
    void everyRoleAtEveryObjectIsRecordedOnceForEachFate() throws Exception {
        List<String> expected = new ArrayList<>();
        ROLES.forEach((object, roles) -> {
            List<String> all = new ArrayList<>(roles);
            if (!object.equals("connection")) {
                all.add("owner");
            }
            for (String role : all) {
                String row = object + ' ' + role;
                expected.add(row + " killed");
                if (!KILLED_ONLY.contains(row)) {
                    expected.add(row + " stopped");
                }
            }
        });
        assertEquals(
                expected.stream().sorted().toList(),
                rows().stream()
                        .map(row -> String.join(" ", row.subList(0, 3)))
                        .sorted()
                        .toList());
    }

    @Test
    void everyRowSaysWhatHappensAndNamesTestsThatExist() throws Exception {
        for (List<String> row : rows()) {
            assertFalse(row.get(3).isEmpty(), row::toString);
            DocumentedTable.assertNamesTests(row.get(4));
        }
    }
}
