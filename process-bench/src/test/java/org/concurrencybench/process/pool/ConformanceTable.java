package org.concurrencybench.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A table of what tests elsewhere ask for: their names, how it is here, why, and our own tests.
 *
 * @param file in the folder of documents
 * @param items the names that it has to have, apart by white space
 */
record ConformanceTable(String file, String items) {
    private record Row(String item, String verdict, String why, String tests) {}

    private List<Row> rows() throws IOException {
        return DocumentedTable.rows(file, 4).stream()
                .map(cells -> new Row(cells.get(0).replace("`", ""), cells.get(1), cells.get(2), cells.get(3)))
                .toList();
    }

    void assertEveryItemIsRecordedOnce() throws IOException {
        List<String> expected =
                Arrays.stream(items.strip().split("\\s+")).sorted().toList();
        assertEquals(expected, rows().stream().map(Row::item).sorted().toList());
    }

    void assertEveryVerdictIsOneOfThreeAndSaysWhy() throws IOException {
        for (Row row : rows()) {
            assertTrue(Set.of("same", "stricter", "not applicable").contains(row.verdict()), row.toString());
            assertTrue(row.verdict().equals("same") || !row.why().isEmpty(), row.toString());
        }
    }

    void assertEveryNamedTestExists() throws Exception {
        for (Row row : rows()) {
            DocumentedTable.assertNamesTests(row.tests());
        }
    }
}
