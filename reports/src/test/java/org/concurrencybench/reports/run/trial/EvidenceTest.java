package org.concurrencybench.reports.run.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    @Test
    void numbersAreFiguresAndWordsAreFacts() {
        Map<String, Double> figures = new HashMap<>(Map.of("cpusUsed", 1.0));
        Map<String, String> facts = new HashMap<>();
        Evidence.of(Map.of("waitingBytes.10", "2048", "waitingRefused.20", "no threads left", "odd", "NaN"))
                .addTo(figures, facts);
        assertEquals(Map.of("cpusUsed", 1.0, "waitingBytes.10", 2048.0), figures);
        assertEquals(Map.of("waitingRefused.20", "no threads left"), facts);
    }
}
