package org.concurrencybench.core.model;

import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.util.Map;

/**
 * The threads that carry this JVM's virtual threads.
 *
 * <p>Asked is the scheduler's bean itself, by reflection since it is not in JDK 21. The platform's MBean server would
 * do as well, but it registers every bean that there is, flight recorder included, when it is first asked: some 70 ms
 * in each trial.
 */
public final class Carriers {
    private static final String BEAN = "jdk.management.VirtualThreadSchedulerMXBean";

    private Carriers() {}

    /** The CPU budget that they make up, as the scheduler itself tells; nothing before JDK 24, which cannot tell. */
    public static Map<String, String> inEffect() {
        try {
            Class<? extends PlatformManagedObject> bean = Class.forName(BEAN).asSubclass(PlatformManagedObject.class);
            Object parallelism = bean.getMethod("getParallelism").invoke(ManagementFactory.getPlatformMXBean(bean));
            return Map.of("cpus", parallelism.toString());
        } catch (ReflectiveOperationException e) {
            return Map.of();
        }
    }
}
