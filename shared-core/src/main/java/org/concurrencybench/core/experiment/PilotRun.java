package org.concurrencybench.core.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.diagnosis.Advice;
import org.concurrencybench.core.diagnosis.Causes;
import org.concurrencybench.core.diagnosis.DiagnosedException;
import org.concurrencybench.core.diagnosis.ExitWitness;
import org.concurrencybench.core.diagnosis.HangWitness;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.core.os.ParentWatch;

/**
 * Runs a workload's tasks one after the other in a JVM of its own, once per run: first as a pilot, which tells how long
 * a task takes and so how large a batch is, then for the digest that each output must have. Doing this in a trial would
 * warm the models that live in that JVM and no other.
 */
public final class PilotRun {
    /** Long enough for the compiler to have done with tasks that compute; those that wait need no such care. */
    private static final long COMPUTING_NANOS = Duration.ofMillis(1200).toNanos();

    private static final long ROUGH_NANOS = Duration.ofMillis(300).toNanos();
    private static final int PILOT_TASKS = 4;
    private static final int PILOT_INPUTS = 64;
    /** No pilot run may take more than this, however large the budget is. */
    public static final Duration LONGEST = Duration.ofMinutes(2);

    /** The JVM of the pilot run reports at its limit what it is at; this long after that it is ended. */
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** Exit code of a pilot run that has reported what hangs. */
    private static final int HANGS = 94;

    private static final String ENDS_WITHOUT_MEMORY = "-XX:+ExitOnOutOfMemoryError";
    /** Exit code of a JVM that has that argument and no memory. */
    private static final int NO_MEMORY = 3;

    private static final String PARAMETERS = "parameters.properties";
    private static final String EXPECTED_GIVEN = "expected-given";

    /** What a user raises for a longer limit, where runs choose it. */
    private static final String BUDGET = "bench.budget (--budget), a quarter of which a pilot run may take";

    private PilotRun() {}

    /**
     * Makes the pilot run in a JVM of its own and leaves its answers in {@code folder}, which has the addresses
     * already. The limit is a share of the run's budget.
     *
     * @param java the java executable
     * @param classPath what its JVM can see
     * @param jvmArguments the JVM arguments of the trials
     * @throws IOException when it fails or takes longer than {@code limit}; the message is the diagnosis in words
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
        String raised = limit.compareTo(LONGEST) < 0 ? BUDGET : "";
        return inOwnJvm(workload, parameters, rule, folder, java, classPath, jvmArguments, limit, raised);
    }

    /**
     * Like the other one, with a limit that comes from elsewhere.
     *
     * @param raised what a user raises for a longer limit, as it is typed; empty where nothing helps
     * @throws IOException when it fails or takes longer than {@code limit}; the message is the diagnosis in words
     */
    public static Pilot inOwnJvm(
            String workload,
            Values parameters,
            BatchRule rule,
            ExperimentFolder folder,
            Path java,
            String classPath,
            List<String> jvmArguments,
            Duration limit,
            String raised)
            throws IOException, InterruptedException {
        writeParameters(parameters, folder);
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(jvmArguments);
        command.remove(ENDS_WITHOUT_MEMORY); // here there is one thread, and what is thrown tells the place
        command.addAll(List.of(
                ParentWatch.argument(),
                "-cp",
                classPath,
                PilotRun.class.getName(),
                workload,
                folder.path().toString(),
                Integer.toString(rule.cpus()),
                Integer.toString(rule.fewest()),
                Integer.toString(rule.most()),
                Long.toString(rule.targetNanos()),
                Long.toString(rule.longestNanos()),
                Long.toString(limit.toMillis())));
        Path output = folder.path().resolve("pilot-run.log");
        PilotProgress.create(folder.path());
        PilotRunEnd end = new PilotRunEnd(folder.path(), output);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.getOutputStream().close();
            boolean ended = process.waitFor(limit.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
            if (!ended || process.exitValue() == HANGS) {
                throw new IOException(
                        end.timeout(limit, raised, Files.exists(folder.path().resolve(EXPECTED_GIVEN))));
            }
            Optional<String> failure = end.failure(process.exitValue());
            if (failure.isPresent()) {
                throw new IOException(failure.get());
            }
            return folder.pilot();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /**
     * Makes the pilot run in this JVM, without a limit, for a debugger; leaves its answers in {@code folder}, which has
     * the addresses already. Opens and closes {@code workload}.
     *
     * @throws DiagnosedException when it fails; the cause is what was thrown, if anything was
     * @throws IOException when the answers cannot be written
     */
    public static Pilot inThisJvm(Workload<?, ?> workload, Values parameters, BatchRule rule, ExperimentFolder folder)
            throws DiagnosedException, IOException, InterruptedException {
        writeParameters(parameters, folder);
        try {
            pilot(workload, folder, rule, PilotProgress.create(folder.path()));
        } catch (DiagnosedException | IOException | InterruptedException | UsageException e) {
            throw e;
        } catch (Throwable e) {
            throw new DiagnosedException(Causes.of("the pilot run", e, "see the stack trace."), e);
        }
        return folder.pilot();
    }

    private static void writeParameters(Values parameters, ExperimentFolder folder) throws IOException {
        Properties request = new Properties();
        parameters.asText().forEach(request::setProperty);
        try (var out = Files.newOutputStream(folder.path().resolve(PARAMETERS))) {
            request.store(out, null);
        }
    }

    /** How long a task may take that a run can measure: its pilot needs a few of them, one after the other. */
    static Duration longestTask() {
        return LONGEST.dividedBy(PILOT_TASKS);
    }

    /**
     * Arguments: workload, folder, the fields of the {@link BatchRule} in their order, milliseconds that it may take.
     */
    public static void main(String[] args) {
        ParentWatch.startIfAsked();
        Thread.setDefaultUncaughtExceptionHandler(PilotRun::uncaught);
        ExperimentFolder folder = new ExperimentFolder(Path.of(args[1]));
        ExitWitness exits = ExitWitness.watch(seen -> tell(folder, PilotRunEnd.EXIT, seen));
        boolean well = false;
        try {
            PilotProgress progress = PilotProgress.open(folder.path());
            progress.at(PilotStep.OPENING);
            BatchRule rule = new BatchRule(
                    Integer.parseInt(args[2]),
                    Integer.parseInt(args[3]),
                    Integer.parseInt(args[4]),
                    Long.parseLong(args[5]),
                    Long.parseLong(args[6]));
            Workload<?, ?> workload =
                    Catalog.load(PilotRun.class.getClassLoader()).workload(args[0]);
            try (HangWitness witness = HangWitness.after(Duration.ofMillis(Long.parseLong(args[7])), workload, seen -> {
                tell(folder, PilotRunEnd.HANG, seen);
                Runtime.getRuntime().halt(HANGS);
            })) {
                pilot(workload, folder, rule, progress);
                well = true;
            }
        } catch (DiagnosedException e) {
            tell(folder, PilotRunEnd.FAILURE, e.diagnosis().text());
        } catch (UsageException e) {
            tell(folder, PilotRunEnd.FAILURE, String.valueOf(e.getMessage()));
        } catch (Throwable e) {
            tell(
                    folder,
                    PilotRunEnd.FAILURE,
                    Causes.of("the pilot run", e, "see the stack trace.").text());
        }
        exits.over();
        System.exit(well ? 0 : 1); // whatever threads the workload left
    }

    /** A thread without memory may be the one that others wait for. */
    private static void uncaught(Thread thread, Throwable thrown) {
        try {
            thrown.printStackTrace();
        } finally {
            boolean memory = thrown instanceof OutOfMemoryError
                    && !String.valueOf(thrown.getMessage()).contains("native thread");
            if (memory) {
                Runtime.getRuntime().halt(NO_MEMORY);
            }
        }
    }

    private static void tell(ExperimentFolder folder, String name, String text) {
        try {
            Files.writeString(folder.path().resolve(name), text);
        } catch (IOException e) {
            System.err.println(text); // printed text is the second best place
        }
    }

    private static <I, O> void pilot(
            Workload<I, O> workload, ExperimentFolder folder, BatchRule rule, PilotProgress progress) throws Exception {
        Properties given = new Properties();
        try (var in = Files.newInputStream(folder.path().resolve(PARAMETERS))) {
            given.load(in);
        }
        Map<String, String> text = new HashMap<>();
        given.forEach((name, value) -> text.put((String) name, (String) value));
        Values parameters = Values.of("workload '" + workload.id() + "'", workload.parameters(), text);
        ConfiguredWorkload<I, O> configured = new ConfiguredWorkload<>(workload, parameters, folder.addresses());
        try {
            workload.open(configured.jvmContext(1));
        } catch (Throwable e) {
            throw PilotTasks.thrown(PilotStep.OPENING.words(0), e, Advice.toSetUp("open()", e));
        }
        try (BlockingTaskContext context = BlockingTaskContext.sequential("sequential")) {
            PilotTasks<I, O> all = new PilotTasks<>(workload, context, progress);
            if (all.expected(0).isPresent()) {
                tell(folder, EXPECTED_GIVEN, "");
            }
            double nanosPerTask = pilot(workload, all, rule);
            progress.pilotOver();
            int tasks = rule.tasks(nanosPerTask);
            long[] digests = new long[tasks];
            BitSet known = new BitSet();
            for (int index = 0; index < tasks; index++) {
                OptionalLong expected = all.expected(index);
                known.set(index, expected.isPresent());
                digests[index] = all.digest(index, expected);
            }
            folder.writeExpected(digests, known);
            boolean alike = tasks > 1 && Arrays.stream(digests).allMatch(digest -> digest == digests[0]);
            folder.writePilot(new Pilot(nanosPerTask, tasks, alike));
        }
        progress.at(PilotStep.CLOSING);
        try {
            workload.close();
        } catch (Throwable e) {
            throw PilotTasks.thrown(PilotStep.CLOSING.words(0), e, "correct close().");
        }
        progress.at(PilotStep.DONE);
    }

    /** Nanoseconds of a task, over the last quarter of a stretch that lets the JVM warm up. */
    private static <I, O> double pilot(Workload<I, O> workload, PilotTasks<I, O> all, BatchRule rule)
            throws DiagnosedException {
        int inputs = Math.min(rule.most(), PILOT_INPUTS);
        all.make(inputs);
        // Where the batch size is fixed, only the expected length of a trial depends on the answer.
        boolean rough = workload.waits() || rule.isFixed();
        long length = rough ? ROUGH_NANOS : COMPUTING_NANOS;
        long begin = System.nanoTime();
        long quarter = begin;
        long sink = 0;
        int counted = 0;
        for (int index = 0; ; index++) {
            sink += all.runKept(index % inputs);
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
