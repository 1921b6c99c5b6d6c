package org.concurrencybench.async.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.core.prices.Price;
import org.concurrencybench.core.prices.PriceCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class AsyncPricesTest {
    private static final int FEW = 12;

    static Stream<String> ids() {
        return new AsyncPrices()
                .prices().stream()
                        .filter(price -> price.availability()
                                .refusal(Runtime.version().feature())
                                .isEmpty())
                        .map(Price::id);
    }

    private static Price price(String id) {
        return new AsyncPrices()
                .prices().stream()
                        .filter(price -> price.id().equals(id))
                        .findFirst()
                        .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void eachIsDoneAgainAndAgainAndCostsSomething(String id) throws Exception {
        try (Operation operation = price(id).opening().open()) {
            for (int times : new int[] {1, FEW, FEW + 1}) {
                double cost = operation.cost(times);
                assertTrue(Double.isFinite(cost), () -> id + " costs " + cost);
                assertTrue(cost > 0 || price(id).primitive().isMemory(), () -> id + " costs " + cost);
            }
        }
    }

    @Test
    void theServiceFileOffersThem() {
        List<String> offered = PriceCatalog.offers(getClass().getClassLoader()).stream()
                .filter(offer -> offer.source().equals(AsyncPrices.class.getName()))
                .map(offer -> offer.price().id())
                .sorted()
                .toList();
        assertEquals(new AsyncPrices().prices().stream().map(Price::id).sorted().toList(), offered);
    }
}
