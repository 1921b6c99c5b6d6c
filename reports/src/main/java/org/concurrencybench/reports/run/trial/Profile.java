package org.concurrencybench.reports.run.trial;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.ProfileFiles;

/**
 * How a trial is recorded: the whole of it, from the start of its JVM to its end, and its workers as well.
 *
 * @param folder for the recordings
 * @param cell whose id names them
 * @param library of async-profiler, or empty
 */
public record Profile(Path folder, String cell, Optional<Path> library) {
    private static final String WORKER_ARGUMENTS = "-Dconcurrencybench.worker.jvmargs=";

    /** What the trial's JVM is given besides its {@code usual} arguments; the last of equal properties counts. */
    List<String> arguments(Cell of, List<String> usual) {
        List<String> arguments = new ArrayList<>(recording("driver"));
        if (of.family() == ModelFamily.PROCESS) {
            usual.stream()
                    .filter(argument -> argument.startsWith(WORKER_ARGUMENTS))
                    .findFirst()
                    .ifPresent(given -> arguments.add(given + "\n" + String.join("\n", recording("worker-%p"))));
        }
        return arguments;
    }

    private List<String> recording(String jvm) {
        List<String> arguments = new ArrayList<>();
        arguments.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                + folder.resolve(ProfileFiles.name(cell, jvm)));
        library.ifPresent(file -> arguments.add("-agentpath:" + file + "=start,event=cpu,jfr,file="
                + folder.resolve(ProfileFiles.name(cell, jvm + "-async"))));
        return arguments;
    }
}
