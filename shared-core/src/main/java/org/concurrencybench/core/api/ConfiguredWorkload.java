package org.concurrencybench.core.api;

import java.net.URI;
import java.util.Map;

/**
 * A workload with all that a JVM needs to open it.
 *
 * @param workload the workload, open in this JVM
 * @param parameters the values of its parameters
 * @param addresses where its fixtures are, by name
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
            public URI address(String fixture) {
                URI address = addresses.get(fixture);
                if (address == null) {
                    throw new IllegalArgumentException(
                            "workload '" + workload.id() + "' asked for the address of fixture '" + fixture
                                    + "', which was not started; started: " + addresses.keySet()
                                    + ". Start it in prepare() with RunContext.startFixture.");
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
