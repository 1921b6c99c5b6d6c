package org.concurrencybench.process.poolbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;

/**
 * What a pool of two trivial workers takes while it has nothing to do, as lines of JSON. Argument: for how many seconds
 * to look, 60 if it is left out. Reads {@code /proc}, so Linux only. Processor time is counted in ticks of 10 ms.
 */
final class IdlePool {
    private static final int TASKS = 1000;

    private IdlePool() {}

    public static void main(String[] args) throws Exception {
        int seconds = args.length == 0 ? 60 : Integer.parseInt(args[0]);
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(2), FunctionSpec.of(Identity.class))) {
            pool.map(new Range(TASKS)).values();
            Thread.sleep(1000); // compilers finish what the tasks have started
            List<ProcessHandle> workers = ProcessHandle.current().children().toList();
            Duration own = cpu(ProcessHandle.current());
            Duration theirs = workers.stream().map(IdlePool::cpu).reduce(Duration.ZERO, Duration::plus);
            Thread.sleep(Duration.ofSeconds(seconds));
            own = cpu(ProcessHandle.current()).minus(own);
            theirs = workers.stream()
                    .map(IdlePool::cpu)
                    .reduce(Duration.ZERO, Duration::plus)
                    .minus(theirs);
            print("idle_parent_percent_of_a_core", own.toMillis() / 10.0 / seconds);
            print("idle_workers_percent_of_a_core", theirs.toMillis() / 10.0 / seconds);
            for (ProcessHandle worker : workers) {
                print("worker_resident_MB", megabytes(worker, "Rss:"));
                print("worker_proportional_MB", megabytes(worker, "Pss:")); // shared pages divided among their users
            }
        }
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow();
    }

    private static double megabytes(ProcessHandle process, String what) throws IOException {
        Path rollup = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
        String line = Files.readAllLines(rollup).stream()
                .filter(candidate -> candidate.startsWith(what))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) * 1.024e-3;
    }

    private static void print(String what, double value) {
        System.out.printf(Locale.ROOT, "{\"what\": \"%s\", \"value\": %.3f}%n", what, value);
    }
}
