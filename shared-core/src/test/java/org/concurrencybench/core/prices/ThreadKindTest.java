package org.concurrencybench.core.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ThreadKindTest {
    @ParameterizedTest
    @EnumSource(ThreadKind.class)
    void runsAllAtTheSameTimeOnThreadsOfItsKind(ThreadKind kind) throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger ofKind = new AtomicInteger();
        ThreadKind.Body body = () -> {
            both.await();
            ofKind.addAndGet(Thread.currentThread().isVirtual() == (kind == ThreadKind.VIRTUAL) ? 1 : 0);
        };
        kind.run(body, body);
        assertEquals(2, ofKind.get());
    }

    @ParameterizedTest
    @EnumSource(ThreadKind.class)
    void aFailureEndsTheOthersAndIsThrown(ThreadKind kind) {
        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> kind.run(() -> new CountDownLatch(1).await(), () -> {
                    throw new IllegalStateException("one failed");
                }));
        assertTrue(thrown.getMessage().contains("one failed"));
    }
}
