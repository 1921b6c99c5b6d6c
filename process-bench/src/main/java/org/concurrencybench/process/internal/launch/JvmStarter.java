package org.concurrencybench.process.internal.launch;

import java.io.IOException;
import java.util.List;
import org.concurrencybench.process.internal.child.WorkerMain;
import org.concurrencybench.process.internal.wire.WorkerMark;

/** How worker JVMs come to be. */
interface JvmStarter {
    /**
     * Starts one whose main class is {@link WorkerMain}; its three standard streams are pipes to this JVM.
     *
     * @param mark the value of {@link WorkerMark#VARIABLE} in its environment
     */
    Process start(String mark, List<String> arguments) throws IOException;
}
