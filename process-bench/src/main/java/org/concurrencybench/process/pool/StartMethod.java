package org.concurrencybench.process.pool;

import java.io.IOException;
import java.util.List;

/** How worker JVMs come to be. */
interface StartMethod {
    /** Starts one whose main class is {@link WorkerMain}; its three standard streams are pipes to this JVM. */
    Process start(List<String> arguments) throws IOException;
}
