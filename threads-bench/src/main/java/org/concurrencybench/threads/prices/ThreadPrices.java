package org.concurrencybench.threads.prices;

import java.util.ArrayList;
import java.util.List;
import org.concurrencybench.core.prices.Price;
import org.concurrencybench.core.prices.PriceSource;
import org.concurrencybench.core.prices.Primitive;
import org.concurrencybench.core.prices.ResidentMemory;
import org.concurrencybench.core.prices.ThreadKind;
import org.concurrencybench.core.prices.Where;
import org.concurrencybench.threads.ScopePrice;

/** The prices of {@code java.util.concurrent} and of the language's own locks. */
public final class ThreadPrices implements PriceSource {
    /** Compilers merge neighbouring locks of a loop into one, unless the locked part is a call. */
    private static final List<String> UNMERGED = List.of(
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=dontinline,org.concurrencybench.threads.prices.MonitorLock::enterAndLeave");
    /** What the threads take stands out only where the heap takes the same all the time. */
    private static final List<String> TOUCHED_HEAP = List.of("-XX:+AlwaysPreTouch");

    @Override
    public List<Price> prices() {
        List<Price> prices = new ArrayList<>();
        for (ThreadKind kind : ThreadKind.values()) {
            boolean isVirtual = kind == ThreadKind.VIRTUAL;
            prices.add(Price.of(
                    Primitive.UNIT,
                    kind.where(),
                    "thread",
                    isVirtual ? "virtual thread" : "platform thread",
                    () -> Units.startAndJoin(kind)));
            prices.add(Price.of(
                    Primitive.TASK,
                    kind.where(),
                    isVirtual ? "thread-per-task" : "fixed-pool",
                    isVirtual ? "thread-per-task executor" : "fixed thread pool",
                    () -> ExecutorTasks.of(kind)));
            prices.add(
                    Price.of(Primitive.SWITCH, kind.where(), "park", "park and unpark", () -> new ParkingPair(kind)));
            for (Primitive lock : List.of(Primitive.LOCK_ALONE, Primitive.LOCK_CONTENDED)) {
                boolean contended = lock == Primitive.LOCK_CONTENDED;
                prices.add(Price.of(
                        lock,
                        kind.where(),
                        "reentrant-lock",
                        "ReentrantLock",
                        () -> Sharing.of(kind, contended, new JavaLock())));
                prices.add(Price.of(
                                lock,
                                kind.where(),
                                "synchronized",
                                "synchronized",
                                () -> Sharing.of(kind, contended, new MonitorLock()))
                        .withJvmArguments(UNMERGED));
            }
            prices.add(
                    Price.of(Primitive.NOTIFY, kind.where(), "condition", "Condition", () -> new NotifyingPair(kind)));
            prices.add(Price.of(
                    Primitive.QUEUE,
                    kind.where(),
                    "array-blocking-queue",
                    "ArrayBlockingQueue",
                    () -> Queues.items(kind)));
            prices.add(Price.of(
                    Primitive.BARRIER, kind.where(), "cyclic-barrier", "CyclicBarrier", () -> Units.meeting(kind)));
            for (Primitive counter : List.of(Primitive.COUNTER_ALONE, Primitive.COUNTER_CONTENDED)) {
                boolean contended = counter == Primitive.COUNTER_CONTENDED;
                prices.add(Price.of(
                        counter,
                        kind.where(),
                        "atomic-long",
                        "AtomicLong",
                        () -> Sharing.of(kind, contended, new AtomicCounter())));
            }
            Primitive.messages()
                    .map(message -> Price.of(
                            message,
                            kind.where(),
                            "array-blocking-queue",
                            "ArrayBlockingQueue, array cloned",
                            () -> Queues.messages(kind, message.messageBytes())))
                    .forEach(prices::add);
            prices.add(Price.of(
                            Primitive.MEMORY,
                            kind.where(),
                            "thread",
                            isVirtual ? "virtual thread, parked" : "platform thread, parked",
                            () -> new WaitingThreads(kind))
                    .withJvmArguments(TOUCHED_HEAP)
                    .onlyWhere(feature -> ResidentMemory.refusal()));
        }
        prices.add(Price.of(
                Primitive.TASK,
                Where.PLATFORM_THREADS,
                "fork-join-pool",
                "ForkJoinPool",
                () -> ExecutorTasks.forkJoin()));
        prices.add(Price.of(
                        Primitive.UNIT,
                        Where.VIRTUAL_THREADS,
                        "structured-scope",
                        "structured scope with one thread",
                        () -> ScopePrice.open())
                .withJvmArguments(List.of("--enable-preview"))
                .onlyWhere(feature -> ScopePrice.refusal(feature)));
        return prices;
    }
}
