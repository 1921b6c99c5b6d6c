package org.concurrencybench.reports.run.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.concurrencybench.reports.records.RunHeader;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.HardwareAbstractionLayer;

/** What the machine and the JDK are, as far as it can be told. */
public final class Environment {
    /** Entries that are the same all through a run, also when it goes on later. */
    public static final List<String> LASTING = List.of(
            RunHeader.PROCESSOR,
            RunHeader.USABLE_CPUS,
            RunHeader.MEASURED_JDK,
            RunHeader.MEMORY,
            RunHeader.OPERATING_SYSTEM,
            RunHeader.KERNEL,
            RunHeader.CONTAINER_LIMIT);

    private Environment() {}

    public static Map<String, String> describe(List<Jvm> jvms, int cpus) {
        SystemInfo system = new SystemInfo();
        HardwareAbstractionLayer hardware = system.getHardware();
        CentralProcessor processor = hardware.getProcessor();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put(
                RunHeader.PROCESSOR,
                processor.getProcessorIdentifier().getName().strip());
        environment.put(
                RunHeader.USABLE_CPUS,
                Runtime.getRuntime().availableProcessors() + " of " + processor.getPhysicalProcessorCount()
                        + " physical and " + processor.getLogicalProcessorCount() + " logical; " + cpus + " used");
        environment.put(RunHeader.MEASURED_JDK, release(jvms));
        environment.put(RunHeader.MEMORY, gibibytes(hardware.getMemory().getTotal()));
        environment.put(RunHeader.OPERATING_SYSTEM, system.getOperatingSystem().toString());
        environment.put(RunHeader.KERNEL, System.getProperty("os.version"));
        environment.put(RunHeader.GOVERNOR, firstLine("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"));
        environment.put(RunHeader.CONTAINER_LIMIT, firstLine("/sys/fs/cgroup/cpu.max"));
        environment.put("load at the start", load(processor));
        environment.put(
                "memory free at the start", gibibytes(hardware.getMemory().getAvailable()));
        environment.put(
                "runner's JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        return environment;
    }

    private static String release(List<Jvm> jvms) {
        return jvms.stream()
                .map(jvm -> (jvm.label().isEmpty() ? "" : jvm.label() + ": ")
                        + JdkRelease.of(jvm.java()).description())
                .collect(Collectors.joining("; "));
    }

    private static String load(CentralProcessor processor) {
        double load = processor.getSystemLoadAverage(1)[0];
        return load < 0 ? "n/a" : String.format(Locale.ROOT, "%.2f", load);
    }

    private static String gibibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
    }

    private static String firstLine(String file) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.findFirst().orElse("n/a");
        } catch (IOException e) {
            return "n/a";
        }
    }
}
