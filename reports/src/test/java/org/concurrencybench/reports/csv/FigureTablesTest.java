package org.concurrencybench.reports.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.compare.SampleFigures;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.Test;

class FigureTablesTest {
    /** A comma that is not within quotes. */
    private static final String SEPARATOR = ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";

    private final List<FigureTables.Table> tables = FigureTables.of(RunAnalyst.analyse(SampleFigures.fresh()));

    @Test
    void aRunWithoutLoadsAndPricesHasNone() {
        assertEquals(List.of(), FigureTables.of(RunAnalyst.analyse(new SyntheticRun(1).results())));
    }

    @Test
    void eachPercentileOfEachModelAndLabelIsARow() {
        assertEquals("latencies.csv", tables.getFirst().name());
        List<Map<String, String>> rows = rows(tables.getFirst());
        Map<String, String> slow = rows.stream()
                .filter(row -> row.get("name").equals("platform-pool")
                        && row.get("label").isEmpty()
                        && row.get("percentile").equals("99"))
                .findFirst()
                .orElseThrow();
        double latency = Double.parseDouble(slow.get("latency_nanos"));
        assertEquals(120e6, latency, 8e6);
        assertTrue(Double.parseDouble(slow.get("latency_nanos_low")) < latency, slow::toString);
        assertEquals(16e6, Double.parseDouble(slow.get("service_nanos")), 1);
        assertEquals("clearly slower", slow.get("verdict"));
        assertEquals("true", slow.get("sustained"));
        Map<String, String> overloaded = rows.stream()
                .filter(row -> row.get("name").equals("process-pool")
                        && row.get("percentile").equals("50"))
                .findFirst()
                .orElseThrow();
        assertEquals("false", overloaded.get("sustained"));
        assertEquals("30000", overloaded.get("timed_out"));
        assertEquals("", overloaded.get("verdict"), "it is not compared");
        assertTrue(rows.stream().anyMatch(row -> row.get("label").equals("light")), rows::toString);
    }

    @Test
    void eachModelThatSoughtItsCapacityIsARow() {
        assertEquals("capacities.csv", tables.get(1).name());
        Map<String, String> row = rows(tables.get(1)).getFirst();
        assertEquals("platform-pool", row.get("name"));
        assertEquals("p99 below 50 ms", row.get("target"));
        assertEquals(900, Double.parseDouble(row.get("tasks_per_second")), 30);
        assertEquals("", row.get("ratio"), "it is the highest");
    }

    private static List<Map<String, String>> rows(FigureTables.Table table) {
        List<String[]> lines =
                table.text().lines().map(line -> line.split(SEPARATOR, -1)).toList();
        String[] header = lines.getFirst();
        return lines.subList(1, lines.size()).stream()
                .map(line -> {
                    assertEquals(header.length, line.length, table.text());
                    Map<String, String> row = new HashMap<>();
                    for (int i = 0; i < header.length; i++) {
                        row.put(header[i], line[i]);
                    }
                    return row;
                })
                .toList();
    }
}
