package org.concurrencybench.process.pool;

import java.io.IOException;
import java.util.List;

/** How worker JVMs come to be. */
interface StartMethod {
    /**
     * Starts one whose main class is {@link WorkerMain}; its three standard streams are pipes to this JVM.
     *
     * @param mark the value of {@link WorkerMark#VARIABLE} in its environment
     */
    Process start(String mark, List<String> arguments) throws IOException;
}
