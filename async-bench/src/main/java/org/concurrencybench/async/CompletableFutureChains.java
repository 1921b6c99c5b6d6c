package org.concurrencybench.async;

import java.util.List;
import java.util.Optional;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.core.model.Refusals;

/**
 * Chains of {@link java.util.concurrent.CompletableFuture}, as many in flight as the concurrency. Where their stages
 * run is a setting:
 *
 * <ul>
 *   <li>{@code own}: an executor with a thread per cpu.
 *   <li>{@code common}: the JVM's common pool, with a worker less than there are processors (but one at least),
 *       whatever cpus is: one worker on two processors.
 *   <li>{@code virtual}: a virtual thread for each stage; cpus is the number of carriers, which the measured JVM is
 *       started with.
 * </ul>
 *
 * <p>A workload without an asynchronous form runs as one stage, which holds its thread to the end. On the first two no
 * more of them are in flight than there are threads; virtual threads hold as many as the concurrency.
 */
public final class CompletableFutureChains implements ConcurrencyModel {
    private static final String OWN = "own";
    private static final String COMMON = "common";
    private static final String VIRTUAL = "virtual";

    static final Parameter<String> EXECUTOR = Parameter.ofChoice(
            "executor",
            OWN,
            List.of(OWN, COMMON, VIRTUAL),
            "where stages run: an executor with a thread per cpu, the common pool, or a virtual thread each");

    @Override
    public String id() {
        return "completable-future";
    }

    @Override
    public ModelFamily family() {
        return ModelFamily.ASYNC;
    }

    @Override
    public String description() {
        return "CompletableFuture chains on an executor of their own, one thread per cpu";
    }

    @Override
    public Optional<String> refusal(Workload<?, ?> workload, int javaVersion) {
        return Refusals.fanOut(workload);
    }

    @Override
    public List<Parameter<?>> settings() {
        return List.of(EXECUTOR);
    }

    @Override
    public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> configured, Settings settings) {
        Workload<I, O> workload = configured.workload();
        return switch (settings.own().get(EXECUTOR)) {
            case COMMON -> onCommonPool(workload, settings);
            case VIRTUAL -> onVirtualThreads(workload, settings);
            default ->
                workload.hasAsync()
                        ? chains(workload, settings, new StageExecutor(id(), settings.cpus()), "")
                        : new StageSession<>(id(), workload, settings);
        };
    }

    private <I, O> Session<I, O> onCommonPool(Workload<I, O> workload, Settings settings) {
        CommonPool pool = new CommonPool(id());
        String size = "the common pool has " + counted(pool.workers(), "worker") + " on "
                + counted(Runtime.getRuntime().availableProcessors(), "processor");
        return workload.hasAsync()
                ? chains(workload, settings, pool, size)
                : stages(
                        workload,
                        settings,
                        pool,
                        Math.min(settings.concurrency(), pool.workers()),
                        asOneStage(Math.min(settings.concurrency(), pool.workers())) + "; " + size);
    }

    private <I, O> Session<I, O> onVirtualThreads(Workload<I, O> workload, Settings settings) {
        VirtualStages threads = new VirtualStages(id());
        return workload.hasAsync()
                ? chains(workload, settings, threads, "each stage has a virtual thread of its own")
                : stages(
                        workload,
                        settings,
                        threads,
                        settings.concurrency(),
                        "the workload has no runAsync(): each task is one stage, on a virtual thread of its own");
    }

    private <I, O> Session<I, O> chains(
            Workload<I, O> workload, Settings settings, ChainExecutor executor, String remark) {
        ChainContext context = new ChainContext(id(), settings, executor);
        return ChainSession.ofStages(context, new AsyncForm<>(workload, context), settings.concurrency(), remark);
    }

    private <I, O> Session<I, O> stages(
            Workload<I, O> workload, Settings settings, ChainExecutor executor, int concurrency, String remark) {
        ChainContext context = new ChainContext(id(), settings, executor);
        BlockingTaskContext blocking = new BlockingTaskContext(id(), concurrency);
        return ChainSession.ofBlocking(
                context, new BlockingForm<>(workload, blocking, executor), concurrency, executor::inEffect, remark);
    }

    /** How tasks of a workload without an asynchronous form run here. */
    static String asOneStage(int threads) {
        return "the workload has no runAsync(): each task is one stage that holds its thread, on "
                + counted(threads, "thread");
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
