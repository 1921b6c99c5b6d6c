package org.concurrencybench.reports.run.trial;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.experiment.EvidenceNames;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Plan;

/**
 * The JVM arguments of a trial, all in one place: JMH replaces what annotations say by what its options say, it does
 * not join them. The heap is divided equally among the JVMs of a trial, and all have the same collector.
 */
public record TrialJvm(Plan.TrialShape shape, int cpus, Path folder) {
    private static final long MEBIBYTE = 1 << 20;
    /** Whose workers are as many as its tasks in flight. */
    private static final String PROCESS_PER_TASK = "process-per-task";
    /** A JVM does not start with much less. */
    private static final int LEAST_MEGABYTES = 32;

    /** For JVMs that run tasks alone: the pilot run and fixtures. */
    public List<String> aloneArguments() {
        return memory(1);
    }

    /** For the JVM that JMH forks. */
    List<String> arguments(Cell cell) {
        int jvms = jvms(cell);
        List<String> arguments = new ArrayList<>(memory(jvms));
        arguments.add("-Djdk.virtualThreadScheduler.parallelism=" + cell.cpus());
        if (!shape.waiting().isEmpty()) {
            // The heap is resident from the start, so that only what is live in it makes a difference.
            arguments.add("-XX:+AlwaysPreTouch");
            arguments.add("-D" + EvidenceNames.WAITING + "="
                    + shape.waiting().stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        if (cell.family() == ModelFamily.PROCESS) {
            List<String> worker = new ArrayList<>(memory(jvms));
            worker.add("-XX:ActiveProcessorCount=" + workerProcessors(cell));
            arguments.add("-Dconcurrencybench.worker.jvmargs=" + String.join("\n", worker));
        }
        return arguments;
    }

    /** The heap of each JVM of a trial of {@code cell}. */
    long heapBytes(Cell cell) {
        return megabytes(jvms(cell)) * MEBIBYTE;
    }

    /** What the cell asks for, by the names under which a trial says what took effect. */
    Map<String, String> asked(Cell cell) {
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put(TrialFacts.COLLECTOR, shape.collector());
        asked.put(TrialFacts.HEAP_BYTES, Long.toString(heapBytes(cell)));
        asked.put(TrialFacts.PROCESSORS, Integer.toString(Runtime.getRuntime().availableProcessors()));
        asked.putAll(cell.settings());
        asked.put(TrialFacts.CPUS, Integer.toString(cell.cpus()));
        asked.put(TrialFacts.CONCURRENCY, cell.concurrencyText());
        if (cell.family() == ModelFamily.PROCESS) {
            asked.put(TrialFacts.WORKERS, Integer.toString(workers(cell)));
            asked.put(TrialFacts.WORKER_PROCESSORS, Integer.toString(workerProcessors(cell)));
            asked.put(TrialFacts.WORKER_HEAP_BYTES, Long.toString(megabytes(jvms(cell)) * MEBIBYTE));
        }
        return asked;
    }

    /**
     * Arguments for an archive of parsed classes, made by the first JVM of its family, JDK and class path when it ends:
     * it shortens the start and holds no profiles and no code. One that does not fit would be made anew by every trial,
     * so each class path has its own. A JVM that cannot make it, because there are folders of classes in
     * {@code classPath}, would end with an error; then there is none.
     */
    List<String> classArchive(Cell cell, String classPath) {
        String kind = "trial-" + cell.family().id() + "-" + Integer.toHexString(classPath.hashCode());
        boolean jarsOnly =
                Stream.of(classPath.split(File.pathSeparator)).allMatch(entry -> Files.isRegularFile(Path.of(entry)));
        return jarsOnly
                ? List.of(
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + folder.resolve(kind + "-" + cell.jvm() + ".jsa"),
                        "-Xlog:cds=off",
                        "-Xlog:cds+dynamic=off")
                : List.of();
    }

    /**
     * JVMs that share the heap equally: the one that drives, its workers, and a spare one. Where that one also runs the
     * waiting parts of tasks ({@code hybrid}), it holds their inputs and outputs as any other driver does.
     */
    private int jvms(Cell cell) {
        int spares = cell.settings().getOrDefault("start", "").equals("spare") ? 1 : 0;
        return cell.family() == ModelFamily.PROCESS ? workers(cell) + spares + 1 : 1;
    }

    private int workers(Cell cell) {
        if (cell.model().equals(PROCESS_PER_TASK)) {
            return cell.concurrency();
        }
        int asked = Integer.parseInt(cell.settings().getOrDefault("workers", "0"));
        return asked == 0 ? Math.min(cpus, cell.concurrency()) : asked;
    }

    private int workerProcessors(Cell cell) {
        return Math.max(1, cell.cpus() / workers(cell));
    }

    private int megabytes(int jvms) {
        return Math.max(LEAST_MEGABYTES, shape.heapMegabytes() / jvms);
    }

    private List<String> memory(int jvms) {
        int megabytes = megabytes(jvms);
        return List.of(
                "-Xms" + megabytes + "m",
                "-Xmx" + megabytes + "m",
                // A JVM that limps on without memory loses completions, and its trial would hang until its limit.
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+Use" + (shape.collector().equals("Z") ? "ZGC" : shape.collector() + "GC"));
    }
}
