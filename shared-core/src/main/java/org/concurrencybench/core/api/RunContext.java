package org.concurrencybench.core.api;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** What a workload may do once per run, before any task. */
public interface RunContext {
    /** The values of the workload's parameters. */
    Values parameters();

    /** An empty folder of this run, on the machine's own disk, removed at its end. */
    Path directory();

    /**
     * Starts {@code mainClass} in a JVM of its own and waits until it has printed one line with its address, a URI. It
     * is ended when the run ends, and told so by the end of its standard input.
     *
     * @param name under which {@link JvmContext#address} gives the address
     * @throws Exception when the fixture does not start; the message holds the end of what it printed
     */
    void startFixture(String name, Class<?> mainClass, List<String> arguments) throws Exception;

    /**
     * Gives every JVM of the run an address that is not a fixture's, such as that of a file in {@link #directory}, by
     * {@link Path#toUri}.
     *
     * @param name under which {@link JvmContext#address} gives the address
     * @throws IllegalArgumentException when a fixture or another address has that name
     */
    void provide(String name, URI address);
}
