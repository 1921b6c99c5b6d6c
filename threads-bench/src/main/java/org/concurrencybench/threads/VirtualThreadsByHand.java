package org.concurrencybench.threads;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@link Sha256ByHand} on virtual threads. */
public class VirtualThreadsByHand extends Sha256ByHand {
    @Override
    ExecutorService executor() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }
}
