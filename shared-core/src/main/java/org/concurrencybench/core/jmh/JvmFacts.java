package org.concurrencybench.core.jmh;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.experiment.TrialFacts;

/** What this JVM is, seen from inside: flags as they took effect, not as they were given. */
final class JvmFacts {
    private static final List<String> COLLECTORS = List.of("G1", "Parallel", "Serial", "Z", "Shenandoah");

    private JvmFacts() {}

    static Map<String, String> here() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(TrialFacts.VM_VERSION, System.getProperty("java.vm.version"));
        facts.put(TrialFacts.JAVA_VERSION, System.getProperty("java.version"));
        facts.put(TrialFacts.VM_NAME, System.getProperty("java.vm.name"));
        facts.put(TrialFacts.JAVA_HOME, System.getProperty("java.home"));
        facts.put(TrialFacts.PROCESSORS, Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put(TrialFacts.COLLECTOR, collector());
        facts.put(TrialFacts.HEAP_BYTES, Long.toString(Runtime.getRuntime().maxMemory()));
        facts.put(
                TrialFacts.JVM_ARGUMENTS,
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
