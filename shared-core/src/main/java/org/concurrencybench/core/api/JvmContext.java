package org.concurrencybench.core.api;

import java.net.URI;

/** What a workload learns when it is opened in a JVM. */
public interface JvmContext {
    /** The values of the workload's parameters. */
    Values parameters();

    /**
     * The address of a fixture that {@link Workload#prepare} started.
     *
     * @throws IllegalArgumentException when no fixture of that name was started; the message lists those that were
     */
    URI address(String fixture);

    /** How many JVMs run tasks side by side: 1, or the number of workers; scarce things are divided by it. */
    int jvms();
}
