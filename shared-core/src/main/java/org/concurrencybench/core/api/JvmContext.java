package org.concurrencybench.core.api;

import java.net.URI;

/** What a workload learns when it is opened in a JVM. */
public interface JvmContext {
    /** The values of the workload's parameters. */
    Values parameters();

    /**
     * The address of a fixture that {@link Workload#prepare} started, or the one that it provided under that name.
     *
     * @throws IllegalArgumentException when there is no such name; the message lists those that there are
     */
    URI address(String name);

    /** How many JVMs run tasks side by side: 1, or the number of workers; scarce things are divided by it. */
    int jvms();
}
