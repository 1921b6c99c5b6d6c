package org.concurrencybench.process.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.core.prices.Price;
import org.concurrencybench.core.prices.PriceCatalog;
import org.concurrencybench.core.prices.Primitive;
import org.concurrencybench.core.prices.Where;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class ProcessPricesTest {
    private static final int FEW = 7;

    static Stream<String> ids() {
        return new ProcessPrices().prices().stream().map(Price::id);
    }

    private static Price price(String id) {
        return new ProcessPrices()
                .prices().stream()
                        .filter(price -> price.id().equals(id))
                        .findFirst()
                        .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("ids")
    @Tag("slow") // starts one process or more for each
    void eachIsDoneAgainAndAgainWithRealProcessesAndLeavesNone(String id) throws Exception {
        Price price = price(id);
        if (price.availability().refusal(Runtime.version().feature()).isPresent()) {
            return; // there is no such price here
        }
        Set<Long> before = children();
        try (Operation operation = price.opening().open()) {
            int few = price.primitive() == Primitive.UNIT || price.primitive().isMemory() ? 2 : FEW;
            for (int times : new int[] {1, few}) {
                double cost = operation.cost(times);
                assertTrue(cost > 0 && Double.isFinite(cost), () -> id + " costs " + cost);
            }
        }
        Set<Long> left = children();
        left.removeAll(before);
        assertEquals(Set.of(), left, "processes that are left");
    }

    @Test
    void whatGoesThroughMemoryIsPricedThroughSocketsTooWhateverTheJvmMay() {
        List<Price> throughMemory = new ProcessPrices()
                .prices().stream()
                        .filter(price -> price.jvmArguments().contains("--enable-native-access=ALL-UNNAMED"))
                        .toList();
        assertFalse(throughMemory.isEmpty());
        for (Price price : throughMemory) {
            assertEquals(
                    List.of("-Dconcurrencybench.process.futex=false"),
                    price(price.id().replace("-native", "")).jvmArguments(),
                    price.id());
        }
    }

    private static Set<Long> children() {
        try (var children = ProcessHandle.current().children()) {
            return children.filter(ProcessHandle::isAlive)
                    .map(ProcessHandle::pid)
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void whatOneProcessDoesAloneInMappedMemoryIsCounted() throws Exception {
        try (Operation lock = RawMapped.open(MappedWork.LOCK, false);
                Operation counter = RawMapped.open(MappedWork.COUNTER, false)) {
            assertTrue(lock.cost(1000) > 0);
            assertTrue(counter.cost(1000) > 0);
        }
    }

    @Test
    void theServiceFileOffersThemInBothColumnsOfProcesses() {
        List<PriceCatalog.Offer> offered = PriceCatalog.offers(getClass().getClassLoader()).stream()
                .filter(offer -> offer.source().equals(ProcessPrices.class.getName()))
                .toList();
        assertEquals(
                ids().sorted().toList(),
                offered.stream().map(offer -> offer.price().id()).sorted().toList());
        for (Where where : List.of(Where.BETWEEN_PROCESSES, Where.RAW_FLOOR)) {
            Set<Primitive> there = offered.stream()
                    .map(PriceCatalog.Offer::price)
                    .filter(price -> price.where() == where)
                    .map(Price::primitive)
                    .collect(Collectors.toSet());
            assertEquals(Set.of(Primitive.values()), there, where.title());
        }
    }
}
