package org.concurrencybench.threads;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.core.model.TaskRunner;

/**
 * A {@code StructuredTaskScope} for each batch, opened with its first task and joined when all tasks are submitted; a
 * virtual thread for each task, with permits where the concurrency is bounded. Carriers are those of
 * {@link VirtualThreads}. The class is a preview of JDK 25, so the model runs there only.
 */
public final class StructuredScope implements ConcurrencyModel {
    private static final int JDK = 25;

    @Override
    public String id() {
        return "structured-scope";
    }

    @Override
    public ModelFamily family() {
        return ModelFamily.THREADS;
    }

    @Override
    public String description() {
        return "a StructuredTaskScope per batch, a virtual thread per task; JDK " + JDK + " only";
    }

    @Override
    public Optional<String> refusal(Workload<?, ?> workload, int javaVersion) {
        return refusal(javaVersion);
    }

    @Override
    public Optional<String> arrivalsRefusal() {
        return Optional.of(
                "a scope is joined before the next one opens, so tasks that arrive one after the other would"
                        + " wait for each other; a service opens a scope in each request, on a thread that 'virtual-threads' measures");
    }

    /** Why no workload can run with a JDK of that feature version; empty where they can. */
    static Optional<String> refusal(int javaVersion) {
        return javaVersion == JDK
                ? Optional.empty()
                : Optional.of("it needs JDK " + JDK + ", and this one is JDK " + javaVersion
                        + ": StructuredTaskScope is a preview, with another interface in each of JDK 24, 25 and 26");
    }

    /** The JDK asks for it, although it does not check calls that are made by reflection. */
    @Override
    public List<String> jvmArguments(int javaVersion) {
        return javaVersion == JDK ? List.of("--enable-preview") : List.of();
    }

    /** @throws UsageException when this JVM is of another version than 25 */
    @Override
    public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) {
        Optional<String> refusal =
                refusal(workload.workload(), Runtime.version().feature());
        if (refusal.isPresent()) {
            throw new UsageException("model '" + id() + "' cannot run here: " + refusal.get());
        }
        BlockingTaskContext context = new BlockingTaskContext(id(), settings.concurrency(), new ScopeFanOut(id()));
        TaskRunner<I, O> runner = new TaskRunner<>(workload.workload(), context);
        if (settings.isUnbounded()) {
            return new ScopeSession<>(id(), context, task -> new PooledTask<>(task, runner));
        }
        Semaphore permits = new Semaphore(settings.concurrency());
        return new ScopeSession<>(id(), context, task -> new BoundedTask<>(task, runner, permits));
    }
}
