package org.concurrencybench.core.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest {
    private static final Parameter<Integer> SIZE = Parameter.ofInt("size", 64, 1, 1024, "bytes", "how much");
    private static final Parameter<Duration> LATENCY = Parameter.ofDuration(
            "latency", Duration.ofMillis(1), Duration.ofNanos(1000), Duration.ofMinutes(10), "how long");
    private static final List<Parameter<?>> DECLARED = List.of(SIZE, LATENCY);

    @Test
    void whatIsNotGivenHasItsDefault() {
        Values values = Values.of("workload 'w'", DECLARED, Map.of("size", "128"));
        assertEquals(128, values.get(SIZE));
        assertEquals(Duration.ofMillis(1), values.get(LATENCY));
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        UsageException refused =
                assertThrows(UsageException.class, () -> Values.of("workload 'w'", DECLARED, Map.of("sise", "1")));
        assertEquals("workload 'w' has no 'sise'; known: size, latency", refused.getMessage());
        refused = assertThrows(UsageException.class, () -> Values.of("model 'm'", List.of(), Map.of("slots", "1")));
        assertEquals("model 'm' has no 'slots'; it has none", refused.getMessage());
    }

    @Test
    void aValueThatIsNotAllowedIsRefusedWithItsOwner() {
        UsageException refused =
                assertThrows(UsageException.class, () -> Values.of("workload 'w'", DECLARED, Map.of("size", "0")));
        assertTrue(refused.getMessage().startsWith("workload 'w': 'size' cannot be '0'"), refused.getMessage());
    }

    @Test
    void theTextOfValuesMakesEqualOnes() {
        Map<String, String> text =
                Values.of("w", DECLARED, Map.of("latency", "1.5s")).asText();
        assertEquals(Map.of("size", "64", "latency", "1500ms"), text);
        assertEquals(List.of("size", "latency"), List.copyOf(text.keySet()));
        assertEquals(text, Values.of("w", DECLARED, text).asText());
    }

    @Test
    void readingWhatWasNotDeclaredIsTheAuthorsMistake() {
        Values values = Values.of("w", List.of(SIZE), Map.of());
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> values.get(LATENCY));
        assertTrue(refused.getMessage().contains("'latency' is read but not declared"), refused.getMessage());
    }

    @Test
    void settingsRefuseBudgetsBelowOne() {
        Values none = Values.of("m", List.of(), Map.of());
        assertThrows(UsageException.class, () -> new Settings(0, 1, none));
        assertThrows(UsageException.class, () -> new Settings(1, 0, none));
        assertTrue(new Settings(1, Settings.UNBOUNDED, none).isUnbounded());
    }
}
