package org.concurrencybench.async;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.core.model.Refusals;

/**
 * One event loop, that is one thread on which everything runs, one piece after the other: what Python's asyncio is.
 * Tasks are chains of stages, as many in flight as the concurrency; their waits and their connections belong to the
 * loop. The CPU budget does not apply: a loop uses one CPU, whatever cpus is.
 *
 * <p>A workload without an asynchronous form that computes runs on the loop, too, a task at a time. One that waits
 * would hold up the loop: its tasks run on threads of their own, as many as the concurrency, and end on the loop.
 *
 * @implNote Types of Netty are known to what a session is made of, and not to this class: it is made in every measured
 *     JVM, whatever is measured there.
 */
public final class EventLoopModel implements ConcurrencyModel {
    private static final String ONE_THREAD = "one event loop: a single thread runs all stages";

    @Override
    public String id() {
        return "event-loop";
    }

    @Override
    public ModelFamily family() {
        return ModelFamily.ASYNC;
    }

    @Override
    public String description() {
        return "one event loop (Netty) that runs all stages on a single thread; tasks that block are off-loaded to a pool";
    }

    @Override
    public List<String> jvmArguments(int javaVersion) {
        return NettyArguments.all();
    }

    @Override
    public Optional<String> refusal(Workload<?, ?> workload, int javaVersion) {
        return Refusals.fanOut(workload);
    }

    @Override
    public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> configured, Settings settings) {
        Workload<I, O> workload = configured.workload();
        if (workload.hasAsync()) {
            LoopContext loop = new LoopContext(id(), settings);
            return ChainSession.ofStages(loop, new AsyncForm<>(workload, loop), settings.concurrency(), ONE_THREAD);
        }
        return workload.waits() ? offLoaded(workload, settings) : onLoop(workload, settings);
    }

    private <I, O> Session<I, O> onLoop(Workload<I, O> workload, Settings settings) {
        LoopContext loop = new LoopContext(id(), settings);
        BlockingTaskContext context = new BlockingTaskContext(id(), 1);
        return ChainSession.ofBlocking(
                loop,
                new BlockingForm<>(workload, context, loop.executor()),
                1,
                loop::inEffect,
                "the workload has no runAsync(): tasks run one after the other on the loop, a single thread");
    }

    private <I, O> Session<I, O> offLoaded(Workload<I, O> workload, Settings settings) {
        StageExecutor threads = StageExecutor.forBlocking(id(), settings.concurrency());
        LoopContext loop = new LoopContext(id(), settings);
        BlockingTaskContext context = new BlockingTaskContext(id(), settings.concurrency());
        return ChainSession.ofBlocking(
                loop,
                new OffLoadedForm<>(new BlockingForm<>(workload, context, threads), threads, loop.executor()),
                settings.concurrency(),
                () -> settings.isUnbounded()
                        ? loop.inEffect()
                        : Map.of(LoopContext.LOOPS, "1", "concurrency", Integer.toString(threads.getPoolSize())),
                OffLoading.remark(
                        settings.isUnbounded() ? "a pool that grows" : "a pool of " + settings.concurrency()));
    }
}
