package org.concurrencybench.threads.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.core.prices.Price;
import org.concurrencybench.core.prices.PriceCatalog;
import org.concurrencybench.core.prices.ResidentMemory;
import org.concurrencybench.core.prices.ThreadKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ThreadPricesTest {
    private static final int FEW = 12;

    static Stream<String> ids() {
        return new ThreadPrices()
                .prices().stream()
                        .filter(price -> price.availability()
                                .refusal(Runtime.version().feature())
                                .isEmpty())
                        .map(Price::id);
    }

    private static Price price(String id) {
        return new ThreadPrices()
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
                .filter(offer -> offer.source().equals(ThreadPrices.class.getName()))
                .map(offer -> offer.price().id())
                .sorted()
                .toList();
        assertEquals(
                new ThreadPrices().prices().stream().map(Price::id).sorted().toList(), offered);
    }

    @Test
    void theScopeIsRefusedWithItsReasonWhereTheJdkHasNone() {
        Price scope = price("unit/virtual-threads/structured-scope");
        String reason = scope.availability().refusal(24).orElseThrow();
        assertTrue(reason.contains("JDK 25") && reason.contains("JDK 24"), reason);
        assertTrue(scope.availability().refusal(25).isEmpty());
    }

    @Test
    void everyWaitingThreadTakesMemory() throws Exception {
        if (ResidentMemory.refusal().isPresent()) {
            return; // there is no such price here
        }
        try (Operation operation = new WaitingThreads(ThreadKind.VIRTUAL)) {
            operation.cost(1000); // loads what it needs
            double cost = operation.cost(20_000);
            assertTrue(cost > 20_000 * 100.0, "20,000 virtual threads take " + cost + " bytes");
        }
    }

    @Test
    void lostChangesAreNoticed() {
        Shared forgetful = new Shared() {
            @Override
            public void change(int times) {}

            @Override
            public long changes() {
                return 0;
            }
        };
        IllegalStateException lost = assertThrows(
                IllegalStateException.class,
                () -> Sharing.of(ThreadKind.PLATFORM, true, forgetful).cost(3));
        assertTrue(lost.getMessage().contains("0 of 3 changes"), lost.getMessage());
    }
}
