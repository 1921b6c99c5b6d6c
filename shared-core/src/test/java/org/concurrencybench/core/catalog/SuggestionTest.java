package org.concurrencybench.core.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    private static final List<String> MODELS =
            List.of("completable-future", "platform-pool", "process-per-task", "process-pool", "virtual-threads");

    @ParameterizedTest
    @CsvSource({
        "platform, platform-pool", // a part
        "platfrom-pool, platform-pool", // two letters changed places
        "virtual-thread, virtual-threads", // one is missing
        "Process-Pool, process-pool",
        "process_pool, process-pool",
        "' process-pool', process-pool",
    })
    void theNearestIsNamed(String typed, String meant) {
        assertEquals(" Did you mean '" + meant + "'?", Suggestion.of(typed, MODELS));
    }

    @Test
    void nothingIsNamedWhereNothingIsNear() {
        assertEquals("", Suggestion.of("fork-join", MODELS));
        assertEquals("", Suggestion.of("", MODELS));
        assertEquals("", Suggestion.of("x", List.of()));
    }
}
