package org.concurrencybench.threads;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@link Sha256ByHand} on a fixed pool. */
public class PlatformPoolByHand extends Sha256ByHand {
    @Override
    ExecutorService executor() {
        return Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    }
}
