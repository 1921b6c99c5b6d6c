package org.concurrencybench.process;

import java.util.List;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.api.StartMethod;
import org.concurrencybench.process.api.Transport;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;

/**
 * Tasks run in worker JVMs; inputs and outputs cross the border as bytes.
 *
 * <p>The workers' JVM arguments come from the system property {@value #JVM_ARGUMENTS}, one on each line; their class
 * path is this JVM's.
 */
public final class ProcessPoolModel implements ConcurrencyModel {
    /** System property with the arguments of worker JVMs, separated by line feeds. */
    public static final String JVM_ARGUMENTS = "concurrencybench.worker.jvmargs";

    private static final int SLOTS_MAX = 1024;

    static final Parameter<Integer> WORKERS = Parameter.ofInt(
            "workers", 0, 0, 1024, "processes", "worker processes; 0: as many as cpus, and no more than concurrency");
    private static final Parameter<Integer> SLOTS = Parameter.ofInt(
            "slots",
            0,
            0,
            SLOTS_MAX,
            "tasks",
            "tasks at once in each worker; 0: concurrency divided by workers, rounded up");

    private static final Parameter<String> TRANSPORT = Parameter.ofChoice(
            "transport",
            "unix",
            List.of("unix", "tcp"),
            "what bytes cross: Unix domain sockets, or the loopback interface");
    private static final Parameter<String> START = Parameter.ofChoice(
            "start",
            "spawn",
            List.of("spawn", "spawn-aot", "spare"),
            "a fresh JVM, one with an ahead-of-time cache (JDK 25), or a fresh one with another ready in reserve");

    @Override
    public String id() {
        return "process-pool";
    }

    @Override
    public ModelFamily family() {
        return ModelFamily.PROCESS;
    }

    @Override
    public String description() {
        return "a pool of worker JVMs, each with one or more threads that run tasks";
    }

    @Override
    public List<Parameter<?>> settings() {
        return List.of(WORKERS, SLOTS, TRANSPORT, START);
    }

    @Override
    public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) throws Exception {
        check(settings);
        ProcessPoolConfig config = config(settings);
        try {
            return new ProcessPoolSession<>(
                    ProcessPool.start(
                            config,
                            WorkerUsage.asked(WorkloadFunction.spec(workload, config.workers() + config.spares()))),
                    config.workers());
        } catch (ProcessPoolException e) {
            throw new IllegalStateException(
                    "process-pool cannot run workload '" + workload.workload().id() + "': " + e.getMessage(), e);
        }
    }

    @Override
    public void check(Settings settings) {
        int slots = slots(settings);
        if (slots > SLOTS_MAX) {
            throw new UsageException(
                    "process-pool cannot run " + settings.concurrency() + " tasks at once in " + workers(settings)
                            + " workers: a worker has at most " + SLOTS_MAX + " slots; set workers to "
                            + ((settings.concurrency() - 1) / SLOTS_MAX + 1) + " or more");
        }
    }

    static int workers(Settings settings) {
        int workers = settings.own().get(WORKERS);
        return workers == 0 ? Math.min(settings.cpus(), settings.concurrency()) : workers;
    }

    private static int slots(Settings settings) {
        int slots = settings.own().get(SLOTS);
        if (settings.isUnbounded() && slots == 0) {
            throw new UsageException(
                    "process-pool cannot run with unbounded concurrency, since each slot of a worker is a"
                            + " thread: set concurrency, or slots");
        }
        return slots == 0 ? (settings.concurrency() - 1) / workers(settings) + 1 : slots;
    }

    static ProcessPoolConfig config(Settings settings) {
        int workers = workers(settings);
        int slots = slots(settings);
        String start = settings.own().get(START);
        return ProcessPoolConfig.ofWorkers(workers)
                .withSlots(slots)
                .withJvmArguments(jvmArguments())
                .withTransport(settings.own().get(TRANSPORT).equals("tcp") ? Transport.TCP : Transport.UNIX)
                .withStartMethod(start.equals("spawn-aot") ? StartMethod.SPAWN_AOT : StartMethod.SPAWN)
                .withSpares(start.equals("spare") ? 1 : 0);
    }

    static List<String> jvmArguments() {
        return System.getProperty(JVM_ARGUMENTS, "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
