package org.concurrencybench.core.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;

/**
 * Runs a workload's tasks one after the other in a JVM of its own, once per run: first as a pilot, which tells how long a task takes
 * and so how large a batch is, then for the digest that each output must have. Doing this in a trial would warm the models that live
 * in that JVM and no other.
 */
public final class SequentialPass {
    /** Long enough for the compiler to have done with tasks that compute; those that wait need no such care. */
    private static final long COMPUTING_NANOS = Duration.ofMillis(1200).toNanos();

    private static final long ROUGH_NANOS = Duration.ofMillis(300).toNanos();
    private static final int PILOT_TASKS = 4;
    private static final int PILOT_INPUTS = 64;

    private SequentialPass() {}

    /**
     * Runs the pass in a JVM of its own and leaves its answers in {@code folder}, which has the addresses already.
     *
     * @param java the java executable
     * @param classPath what its JVM can see
     * @param jvmArguments the JVM arguments of the trials
     * @throws IOException when it fails or takes longer than {@code limit}; the message holds what it printed last
     */
    public static Pilot inOwnJvm(
            String workload,
            Values parameters,
            BatchRule rule,
            ExperimentFolder folder,
            Path java,
            String classPath,
            List<String> jvmArguments,
            Duration limit)
            throws IOException, InterruptedException {
        Properties request = new Properties();
        parameters.asText().forEach(request::setProperty);
        Path requestFile = folder.path().resolve("parameters.properties");
        try (var out = Files.newOutputStream(requestFile)) {
            request.store(out, null);
        }
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(jvmArguments);
        command.addAll(List.of(
                ParentWatch.argument(),
                "-cp",
                classPath,
                SequentialPass.class.getName(),
                workload,
                folder.path().toString(),
                Integer.toString(rule.cpus()),
                Integer.toString(rule.fewest()),
                Integer.toString(rule.most()),
                Long.toString(rule.targetNanos()),
                Long.toString(rule.longestNanos())));
        Path output = folder.path().resolve("sequential-pass.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("the sequential pass of '" + workload + "' took longer than " + limit.toSeconds()
                        + " s: make its tasks smaller, give their digests in expected(), or raise the budget");
            }
            if (process.exitValue() != 0) {
                throw new IOException("the sequential pass of '" + workload + "' failed (exit code "
                        + process.exitValue() + "): " + tail(output));
            }
            return folder.pilot();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String tail(Path output) throws IOException {
        String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
        return text.length() <= 2000 ? text : "… " + text.substring(text.length() - 2000);
    }

    /** Arguments: workload, folder, the fields of the {@link BatchRule} in their order. */
    public static void main(String[] args) throws Exception {
        ParentWatch.startIfAsked();
        Workload<?, ?> workload =
                Catalog.load(SequentialPass.class.getClassLoader()).workload(args[0]);
        BatchRule rule = new BatchRule(
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                Integer.parseInt(args[4]),
                Long.parseLong(args[5]),
                Long.parseLong(args[6]));
        try {
            pass(workload, new ExperimentFolder(Path.of(args[1])), rule);
            System.exit(0); // whatever threads the workload left
        } catch (Throwable e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static <I, O> void pass(Workload<I, O> workload, ExperimentFolder folder, BatchRule rule) throws Exception {
        Properties given = new Properties();
        try (var in = Files.newInputStream(folder.path().resolve("parameters.properties"))) {
            given.load(in);
        }
        Map<String, String> text = new java.util.HashMap<>();
        given.forEach((name, value) -> text.put((String) name, (String) value));
        Values parameters = Values.of("workload '" + workload.id() + "'", workload.parameters(), text);
        ConfiguredWorkload<I, O> configured = new ConfiguredWorkload<>(workload, parameters, folder.addresses());
        workload.open(configured.jvmContext(1));
        try (BlockingTaskContext context = new BlockingTaskContext("sequential", 1)) {
            double nanosPerTask = pilot(workload, context, rule);
            int tasks = rule.tasks(nanosPerTask);
            long[] digests = new long[tasks];
            for (int index = 0; index < tasks; index++) {
                var known = workload.expected(index);
                digests[index] = known.isPresent()
                        ? known.getAsLong()
                        : workload.digest(workload.run(workload.input(index), context));
            }
            folder.writeExpected(digests);
            folder.writePilot(new Pilot(nanosPerTask, tasks));
        }
        workload.close();
    }

    /** Nanoseconds of a task, over the last quarter of a stretch that lets the JVM warm up. */
    private static <I, O> double pilot(Workload<I, O> workload, BlockingTaskContext context, BatchRule rule)
            throws Exception {
        int inputs = Math.min(rule.most(), PILOT_INPUTS);
        List<I> made = new ArrayList<>();
        for (int index = 0; index < inputs; index++) {
            made.add(workload.input(index));
        }
        // Where the batch size is fixed, only the expected length of a trial depends on the answer.
        boolean rough = workload.waits() || rule.isFixed();
        long length = rough ? ROUGH_NANOS : COMPUTING_NANOS;
        long begin = System.nanoTime();
        long quarter = begin;
        long sink = 0;
        int counted = 0;
        for (int index = 0; ; index++) {
            sink += workload.digest(workload.run(made.get(index % inputs), context));
            long now = System.nanoTime();
            if (quarter == begin && index + 1 >= PILOT_TASKS / 2 && now - begin > length * 3 / 4) {
                quarter = now;
                counted = 0;
            } else {
                counted++;
            }
            if (quarter != begin && counted >= PILOT_TASKS / 2 && now - begin > length) {
                consumed = sink;
                return (double) (now - quarter) / counted;
            }
        }
    }

    /** Where the pilot's answers go, so that the compiler cannot leave its work out. */
    static volatile long consumed;
}
