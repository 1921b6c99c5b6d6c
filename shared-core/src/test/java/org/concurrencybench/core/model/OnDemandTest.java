package org.concurrencybench.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OnDemandTest {
    private final AtomicInteger made = new AtomicInteger();
    private final OnDemand<Set<Integer>> demanded = new OnDemand<>("some", () -> new HashSet<>(made.incrementAndGet()));

    @Test
    void oneIsMadeHoweverManyAskAtOnce() throws Exception {
        Set<Set<Integer>> seen = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        CyclicBarrier together = new CyclicBarrier(4);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int thread = 0; thread < 4; thread++) {
                threads.submit(() -> {
                    together.await(30, TimeUnit.SECONDS);
                    return seen.add(demanded.get());
                });
            }
        }
        assertEquals(1, made.get());
        assertEquals(1, seen.size());
    }

    @Test
    void nothingIsMadeUnlessItIsNeededNorOnceItIsClosed() {
        assertEquals(Optional.empty(), demanded.close());
        IllegalStateException closed = assertThrows(IllegalStateException.class, demanded::get);
        assertEquals("the session of model 'some' is closed", closed.getMessage());
        assertEquals(0, made.get());
    }

    @Test
    void whatWasMadeIsReturnedToBeEnded() {
        Set<Integer> own = demanded.get();
        assertSame(own, demanded.close().orElseThrow());
        assertSame(own, demanded.get(), "those that use it may come for it until it is ended");
    }
}
