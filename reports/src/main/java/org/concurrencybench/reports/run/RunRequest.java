package org.concurrencybench.reports.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.CellPlanner;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.PlannedExperiment;
import org.concurrencybench.reports.run.machine.Jvm;

/**
 * What a run is asked to do.
 *
 * @param plan what to measure, with what the command line changed in it
 * @param jars the user's own jars and folders, already found
 * @param out the report's folder
 * @param resume whether to go on with the run in that folder
 * @param jvms the JVMs that are measured; pilots and expected digests come from the first
 * @param cpus the CPU budget
 * @param seed of the order of the cells; empty for any, and for that of the run that goes on
 * @param command what to type to repeat it
 * @param profile a cell to be recorded when all has been measured; empty for none
 */
public record RunRequest(
        Plan plan,
        List<Path> jars,
        Path out,
        boolean resume,
        List<Jvm> jvms,
        int cpus,
        OptionalLong seed,
        String command,
        Optional<ProfileRequest> profile) {
    public RunRequest {
        jars = List.copyOf(jars);
        jvms = List.copyOf(jvms);
    }

    /** Without a profile. */
    public RunRequest(
            Plan plan,
            List<Path> jars,
            Path out,
            boolean resume,
            List<Jvm> jvms,
            int cpus,
            OptionalLong seed,
            String command) {
        this(plan, jars, out, resume, jvms, cpus, seed, command, Optional.empty());
    }

    /**
     * What it measures.
     *
     * @throws org.concurrencybench.core.api.UsageException when {@code catalog} has nothing of a name, or a value is
     *     not allowed
     */
    List<PlannedExperiment> experiments(Catalog catalog) {
        return new CellPlanner(catalog, cpus, Jvm.labels(jvms)).experiments(plan);
    }
}
