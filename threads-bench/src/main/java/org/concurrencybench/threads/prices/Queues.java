package org.concurrencybench.threads.prices;

import java.util.concurrent.ArrayBlockingQueue;
import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.core.prices.ThreadKind;
import org.concurrencybench.core.prices.TimedOperation;

/** Two threads with queues between them. */
final class Queues {
    private static final int CAPACITY = 1024;

    private Queues() {}

    /** One puts numbers, the other takes them. */
    static Operation items(ThreadKind kind) {
        ArrayBlockingQueue<Integer> queue = new ArrayBlockingQueue<>(CAPACITY);
        return (TimedOperation) times -> kind.run(
                () -> {
                    for (int i = 0; i < times; i++) {
                        queue.put(i);
                    }
                },
                () -> {
                    long sum = 0;
                    for (int i = 0; i < times; i++) {
                        sum += queue.take() - i;
                    }
                    if (sum != 0) {
                        throw new IllegalStateException("items came in another order");
                    }
                });
    }

    /** One sends a copy of an array, the other sends a copy back. */
    static Operation messages(ThreadKind kind, int bytes) {
        ArrayBlockingQueue<byte[]> there = new ArrayBlockingQueue<>(1);
        ArrayBlockingQueue<byte[]> back = new ArrayBlockingQueue<>(1);
        return (TimedOperation) times -> kind.run(
                () -> {
                    byte[] message = new byte[bytes];
                    for (int i = 0; i < times; i++) {
                        there.put(message.clone());
                        message = back.take();
                    }
                },
                () -> {
                    for (int i = 0; i < times; i++) {
                        back.put(there.take().clone());
                    }
                });
    }
}
