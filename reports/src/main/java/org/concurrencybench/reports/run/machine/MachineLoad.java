package org.concurrencybench.reports.run.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.concurrencybench.core.os.ProcessTree;

/**
 * What the machine's CPUs were doing: idle, stolen by a hypervisor, used by this run, or by others. Only where there is
 * {@code /proc}; it counts in ticks of 10 ms, so figures are good for a second or more.
 *
 * <p>What is busy is told by what is not idle: the kernel measures idle time, but may only sample who used the rest.
 *
 * @param nanos when, by {@link System#nanoTime}
 * @param cpus CPUs of the machine
 * @param idleTicks ticks so far that all CPUs were idle or waiting for input and output
 * @param stolenTicks ticks so far that a hypervisor gave to other guests
 * @param ownNanos CPU nanoseconds so far of this JVM, its ended children and its fixtures
 */
public record MachineLoad(long nanos, int cpus, long idleTicks, long stolenTicks, long ownNanos) {
    private static final Path STAT = Path.of("/proc/stat");
    private static final double NANOS_PER_TICK = 1e7;
    /** Fields of the line {@code cpu}, counted from its name (proc(5)). */
    private static final int IDLE = 4;

    private static final int IOWAIT = 5;
    private static final int STEAL = 8;

    /** Mean CPUs over some time: used by processes outside this run, and given to other guests. */
    public record Others(double used, double stolen) {}

    /**
     * The state now, or nothing where the platform does not tell; {@code fixtures} are processes that belong to the run
     * as well.
     */
    public static Optional<MachineLoad> now(List<Long> fixtures) {
        if (!Files.isReadable(STAT)) {
            return Optional.empty();
        }
        try {
            String stat = Files.readString(STAT, StandardCharsets.UTF_8);
            return of(stat, System.nanoTime(), new ProcessTree().cpuNanos(fixtures));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@code stat} is the text of {@code /proc/stat}. */
    static Optional<MachineLoad> of(String stat, long nanos, long ownNanos) {
        List<String[]> lines = stat.lines()
                .filter(line -> line.startsWith("cpu"))
                .map(line -> line.split(" +"))
                .toList();
        if (lines.size() < 2 || lines.getFirst().length <= STEAL) {
            return Optional.empty();
        }
        long[] ticks =
                Stream.of(lines.getFirst()).skip(1).mapToLong(Long::parseLong).toArray();
        return Optional.of(new MachineLoad(
                nanos, lines.size() - 1, ticks[IDLE - 1] + ticks[IOWAIT - 1], ticks[STEAL - 1], ownNanos));
    }

    /** What happened between {@code earlier} and this. */
    public Others since(MachineLoad earlier) {
        double wall = nanos - earlier.nanos;
        double idle = (idleTicks - earlier.idleTicks) * NANOS_PER_TICK / wall;
        double stolen = (stolenTicks - earlier.stolenTicks) * NANOS_PER_TICK / wall;
        double own = (ownNanos - earlier.ownNanos) / wall;
        return new Others(Math.max(0, cpus - idle - stolen - own), stolen);
    }
}
