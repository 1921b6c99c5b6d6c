package org.concurrencybench.reports.tryout;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.concurrencybench.reports.run.machine.Jvm;

/**
 * What is to be tried.
 *
 * @param workloads ids
 * @param models ids; each workload is tried under each
 * @param jars the user's own jars and folders, already found
 * @param jvm that tasks run in
 * @param cpus the CPU budget
 * @param limit what one step may take: the pilot run of a workload, or a workload under one model; 1 s or more
 * @param runCommand what to type to measure the jars
 */
public record TryRequest(
        List<String> workloads,
        List<String> models,
        List<Path> jars,
        Jvm jvm,
        int cpus,
        Duration limit,
        String runCommand) {
    public TryRequest {
        workloads = List.copyOf(workloads);
        models = List.copyOf(models);
        jars = List.copyOf(jars);
    }
}
