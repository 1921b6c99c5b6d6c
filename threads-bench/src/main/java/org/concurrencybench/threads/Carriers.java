package org.concurrencybench.threads;

import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;

/** The threads that carry this JVM's virtual threads. */
final class Carriers {
    private Carriers() {}

    /** The CPU budget that they make up, as the scheduler itself tells; nothing before JDK 24, which cannot tell. */
    static Map<String, String> inEffect() {
        try {
            Object parallelism = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("jdk.management:type=VirtualThreadScheduler"), "Parallelism");
            return Map.of("cpus", parallelism.toString());
        } catch (JMException e) {
            return Map.of();
        }
    }
}
