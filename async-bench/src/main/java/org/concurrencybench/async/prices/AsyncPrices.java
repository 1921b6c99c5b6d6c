package org.concurrencybench.async.prices;

import java.util.ArrayList;
import java.util.List;
import org.concurrencybench.core.prices.Price;
import org.concurrencybench.core.prices.PriceSource;
import org.concurrencybench.core.prices.Primitive;
import org.concurrencybench.core.prices.ThreadKind;
import org.concurrencybench.core.prices.Where;

/** The prices of stages. */
public final class AsyncPrices implements PriceSource {
    @Override
    public List<Price> prices() {
        List<Price> prices = new ArrayList<>();
        prices.add(Price.of(
                Primitive.UNIT,
                Where.PLATFORM_THREADS,
                "completable-future",
                "CompletableFuture stage, thenApply",
                () -> Stages.inCaller()));
        for (ThreadKind kind : ThreadKind.values()) {
            prices.add(Price.of(
                    Primitive.TASK,
                    kind.where(),
                    "completable-future",
                    "CompletableFuture.supplyAsync",
                    () -> Stages.supplied(kind)));
        }
        return prices;
    }
}
