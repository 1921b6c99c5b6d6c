package org.concurrencybench.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table of what Python's multiprocessing has is complete, and names methods and tests that exist. */
class CapabilitiesTest {
    private static final List<Integer> NUMBERS =
            IntStream.rangeClosed(1, 47).boxed().toList();

    private static List<List<String>> rows() throws Exception {
        return DocumentedTable.rows("process-pool-capabilities.md", 4);
    }

    @Test
    void everyNumberHasItsRow() throws Exception {
        assertEquals(
                NUMBERS,
                rows().stream().map(row -> Integer.valueOf(row.getFirst())).toList());
    }

    @Test
    void everyRowNamesMethodsAndTestsThatExist() throws Exception {
        for (List<String> row : rows()) {
            assertFalse(row.get(1).isEmpty(), row.toString());
            DocumentedTable.assertNamesMembers(row.get(2));
            DocumentedTable.assertNamesTests(row.get(3));
        }
    }
}
