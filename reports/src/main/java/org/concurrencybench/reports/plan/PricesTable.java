package org.concurrencybench.reports.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.prices.PriceShape;
import org.jspecify.annotations.Nullable;

/** {@code [prices]} of a plan as it is written down. */
record PricesTable(
        @Nullable List<String> only,
        @Nullable String warmup,
        @JsonProperty("warmup-limit") @Nullable String warmupLimit,
        @Nullable Integer iterations,
        @Nullable String iteration) {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final int DEFAULT_ITERATIONS = 6;
    private static final int MOST_ITERATIONS = 1000;

    PricePlan plan() {
        Duration least = duration("warmup", warmup, "1s");
        Duration limit = duration("warmup-limit", warmupLimit, "3s");
        Duration length = duration("iteration", iteration, "25ms");
        if (least.isNegative() || limit.compareTo(least) < 0) {
            throw new UsageException("prices.warmup must be 0s or more and prices.warmup-limit not below it");
        }
        if (length.compareTo(SHORTEST) < 0) {
            throw new UsageException("prices.iteration must be 1ms or more");
        }
        int count = iterations == null ? DEFAULT_ITERATIONS : iterations;
        if (count < 1 || count > MOST_ITERATIONS) {
            throw new UsageException("prices.iterations must be 1 to " + MOST_ITERATIONS + ", not " + count);
        }
        return new PricePlan(only == null ? List.of() : only, new PriceShape(least, limit, count, length));
    }

    private static Duration duration(String key, @Nullable String given, String otherwise) {
        return PlanReader.parseDuration("prices." + key, given == null ? otherwise : given);
    }
}
