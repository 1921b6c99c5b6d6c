package org.concurrencybench.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.pool.ProcessPoolConfig;

/**
 * Tasks wait in this JVM, under another model, and have their {@linkplain Workload#computations computing parts} run in
 * worker JVMs: what programs with Python's asyncio do with {@code run_in_executor} and a process pool.
 *
 * <p>Concurrency bounds the tasks in flight, as the model that runs them does; it may be unbounded. Cpus are that
 * model's carriers or executor threads, and the workers, each of which computes one part at a time. So no more parts
 * are computed at once than there are cpus; the others wait in the pool's queue, while their tasks hold a virtual
 * thread or nothing at all. What a task computes outside of those parts runs here.
 *
 * <p>The workers' JVM arguments are those of {@link ProcessPoolModel}.
 */
public final class HybridModel implements ConcurrencyModel {
    private static final Parameter<String> WAITS_ON = Parameter.ofChoice(
            "waits-on",
            "virtual-threads",
            List.of("virtual-threads", "completable-future", "event-loop"),
            "the model that runs the tasks, except for what they compute");

    private final Function<String, ConcurrencyModel> models;

    /** On the models of the class path. */
    public HybridModel() {
        this(id -> Catalog.load(HybridModel.class.getClassLoader()).model(id));
    }

    /** {@code models}: the model of an id; throws a {@link UsageException} where there is none. */
    HybridModel(Function<String, ConcurrencyModel> models) {
        this.models = models;
    }

    @Override
    public String id() {
        return "hybrid";
    }

    @Override
    public ModelFamily family() {
        return ModelFamily.PROCESS;
    }

    @Override
    public String description() {
        return "another model for the waits, and a pool of worker JVMs for what is computed between them";
    }

    @Override
    public List<Parameter<?>> settings() {
        return List.of(WAITS_ON, ProcessPoolModel.WORKERS);
    }

    /** @throws UsageException when the model to wait on is not there, or cannot run with these settings either */
    @Override
    public void check(Settings settings) {
        ConcurrencyModel waiting = waiting(settings);
        waiting.check(of(waiting, settings));
    }

    /** Those of the model that it waits on, which runs in the measured JVM. */
    @Override
    public List<String> jvmArguments(Settings settings, int javaVersion) {
        ConcurrencyModel waiting = waiting(settings);
        return waiting.jvmArguments(of(waiting, settings), javaVersion);
    }

    @Override
    public Optional<String> refusal(Workload<?, ?> workload, int javaVersion) {
        return workload.computations().isEmpty()
                ? Optional.of("workload '" + workload.id()
                        + "' names no computing part (computations()), so there is nothing to off-load")
                : Optional.empty();
    }

    @Override
    public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) throws Exception {
        Workload<I, O> own = workload.workload();
        ConcurrencyModel waiting = waiting(settings);
        Settings waitingSettings = of(waiting, settings);
        waiting.check(waitingSettings);
        refuse("hybrid", this, own);
        refuse("hybrid with waits-on=" + waiting.id(), waiting, own);
        int workers = ProcessPoolModel.workers(settings);
        ComputationPool pool = start(workers, own);
        try {
            ConfiguredWorkload<I, O> offloaded = new ConfiguredWorkload<>(
                    new OffloadedWorkload<>(own, pool), workload.parameters(), workload.addresses());
            return new HybridSession<>(waiting.open(offloaded, waitingSettings), pool, workers);
        } catch (Throwable e) {
            try (pool) {
                throw e;
            }
        }
    }

    private static ComputationPool start(int workers, Workload<?, ?> workload) throws InterruptedException {
        ProcessPoolConfig config = ProcessPoolConfig.ofWorkers(workers)
                .withName("hybrid")
                .withJvmArguments(ProcessPoolModel.jvmArguments())
                // Tasks in flight are bounded already; and a stage must never wait for room.
                .withQueueCapacity(Integer.MAX_VALUE);
        try {
            return ComputationPool.start(config, workload);
        } catch (ProcessPoolException e) {
            throw new IllegalStateException("hybrid cannot run workload '" + workload.id() + "': " + e.getMessage(), e);
        }
    }

    private ConcurrencyModel waiting(Settings settings) {
        String id = settings.own().get(WAITS_ON);
        try {
            return models.apply(id);
        } catch (UsageException e) {
            throw new UsageException("hybrid cannot wait on '" + id + "': " + e.getMessage(), e);
        }
    }

    private static Settings of(ConcurrencyModel waiting, Settings settings) {
        Values defaults = Values.of("model '" + waiting.id() + "'", waiting.settings(), Map.of());
        return new Settings(settings.cpus(), settings.concurrency(), defaults);
    }

    private static void refuse(String what, ConcurrencyModel model, Workload<?, ?> workload) {
        model.refusal(workload, Runtime.version().feature()).ifPresent(reason -> {
            throw new UsageException(what + " cannot run here: " + reason);
        });
    }
}
