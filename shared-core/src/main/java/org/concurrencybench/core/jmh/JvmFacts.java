package org.concurrencybench.core.jmh;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What this JVM is, seen from inside: flags as they took effect, not as they were given. */
final class JvmFacts {
    private static final List<String> COLLECTORS = List.of("G1", "Parallel", "Serial", "Z", "Shenandoah");

    private JvmFacts() {}

    static Map<String, String> here() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("java", System.getProperty("java.vm.version"));
        facts.put("javaVersion", System.getProperty("java.version"));
        facts.put("vmName", System.getProperty("java.vm.name"));
        facts.put("javaHome", System.getProperty("java.home"));
        facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("collector", collector());
        facts.put("heapBytes", Long.toString(Runtime.getRuntime().maxMemory()));
        facts.put(
                "jvmArguments",
                String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
        return facts;
    }

    private static String collector() {
        HotSpotDiagnosticMXBean flags = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return COLLECTORS.stream()
                .filter(name -> isOn(flags, "Use" + name + "GC"))
                .findFirst()
                .orElse("another");
    }

    private static boolean isOn(HotSpotDiagnosticMXBean flags, String flag) {
        try {
            return Boolean.parseBoolean(flags.getVMOption(flag).getValue());
        } catch (IllegalArgumentException e) {
            return false; // a JVM that was built without this collector
        }
    }
}
