package org.concurrencybench.core.api;

import java.net.URI;
import java.util.Map;

/**
 * A workload with all that a JVM needs to open it.
 *
 * @param workload the workload, open in this JVM
 * @param parameters the values of its parameters
 * @param addresses where its fixtures are and what else {@link Workload#prepare} provided, by name
 */
public record ConfiguredWorkload<I, O>(Workload<I, O> workload, Values parameters, Map<String, URI> addresses) {
    public ConfiguredWorkload {
        addresses = Map.copyOf(addresses);
    }

    /** What {@link Workload#open} is given in one of {@code jvms} JVMs. */
    public JvmContext jvmContext(int jvms) {
        return new JvmContext() {
            @Override
            public Values parameters() {
                return parameters;
            }

            @Override
            public URI address(String name) {
                URI address = addresses.get(name);
                if (address == null) {
                    throw new IllegalArgumentException("workload '" + workload.id() + "' asked for the address '" + name
                            + "', which its prepare() did not set; set: " + addresses.keySet()
                            + ". Start a fixture of that name in prepare() with RunContext.startFixture, or give an"
                            + " address, such as a file's, with RunContext.provide.");
                }
                return address;
            }

            @Override
            public int jvms() {
                return jvms;
            }
        };
    }
}
