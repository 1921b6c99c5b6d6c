package org.concurrencybench.async;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.core.model.TaskRunner;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Tasks as a flow: a sink that takes all that is submitted, and a {@code flatMap} that has as many in flight as the
 * concurrency allows and subscribes to each on a scheduler.
 *
 * @implNote Each task passes through the scheduler when it begins, so one that ends at once is not followed by a deeper
 *     stack. What fails a task never becomes an error of the flow, which would end it; Reactor throws some errors
 *     instead of handing them on, and the task would be lost.
 */
final class ReactorSession<I, O> implements Session<I, O> {
    private static final int ELASTIC_SECONDS = 60;

    private final ReactorContext context;
    private final Sinks.Many<ReactorTask<I, O>> submitted =
            Sinks.many().unicast().onBackpressureBuffer();
    private final Disposable flow;
    private final Map<String, String> inEffect;
    private final String remark;
    private final @Nullable StageWatch watch;
    private final @Nullable Blocking blocking;

    /** What only tasks in blocking form need. */
    private record Blocking(
            BlockingTaskContext context,
            Scheduler scheduler,
            @Nullable SchedulerThreads elastic) {}

    private ReactorSession(
            ReactorContext context,
            Function<ReactorTask<I, O>, Mono<Void>> run,
            int concurrency,
            Map<String, String> inEffect,
            String remark,
            @Nullable StageWatch watch,
            @Nullable Blocking blocking) {
        this.context = context;
        this.inEffect = inEffect;
        this.remark = remark;
        this.watch = watch;
        this.blocking = blocking;
        flow = submitted
                .asFlux()
                .flatMap(task -> run.apply(task).doOnCancel(task::dispose), concurrency, 1)
                .doOnDiscard(Disposable.class, Disposable::dispose)
                .subscribe();
    }

    /** The asynchronous form of a workload. */
    static <I, O> ReactorSession<I, O> ofStages(ReactorContext context, Workload<I, O> workload, int concurrency) {
        AsyncForm<I, O> form = new AsyncForm<>(workload, context);
        return new ReactorSession<>(
                context,
                task -> Mono.defer(() -> Mono.fromCompletionStage(task.start(form)))
                        .subscribeOn(context.parallel()),
                concurrency,
                Map.of("cpus", Integer.toString(context.cpus())),
                "",
                new StageWatch(context::watched).start(),
                null);
    }

    /** The blocking form of a workload that computes, on the scheduler's own threads. */
    static <I, O> ReactorSession<I, O> ofComputing(
            String model, ReactorContext context, Workload<I, O> workload, int concurrency) {
        Blocking blocking = new Blocking(new BlockingTaskContext(model, concurrency), context.parallel(), null);
        return ofBlocking(
                context,
                workload,
                blocking,
                concurrency,
                Map.of("cpus", Integer.toString(context.cpus())),
                "the workload has no runAsync(): each task holds one of " + context.cpus()
                        + " threads of the parallel scheduler");
    }

    /**
     * The blocking form of a workload that waits, on an elastic scheduler.
     *
     * @implNote The scheduler may have twice as many threads as there are tasks: when it has none left it puts a task
     *     behind one that runs, on the same thread, and a thread whose task has just ended still counts as taken while
     *     the next task is placed. Threads that are free are used first, so it hardly has more than there are tasks.
     */
    static <I, O> ReactorSession<I, O> ofWaiting(
            String model, ReactorContext context, Workload<I, O> workload, int concurrency) {
        SchedulerThreads threads = new SchedulerThreads(model + "-elastic", true);
        Scheduler elastic = Schedulers.newBoundedElastic(
                (int) Math.min(Integer.MAX_VALUE, 2L * concurrency), Integer.MAX_VALUE, threads, ELASTIC_SECONDS);
        return ofBlocking(
                context,
                workload,
                new Blocking(new BlockingTaskContext(model, concurrency), elastic, threads),
                concurrency,
                Map.of(),
                OffLoading.remark("an elastic scheduler"));
    }

    private static <I, O> ReactorSession<I, O> ofBlocking(
            ReactorContext context,
            Workload<I, O> workload,
            Blocking blocking,
            int concurrency,
            Map<String, String> inEffect,
            String remark) {
        TaskRunner<I, O> runner = new TaskRunner<>(workload, blocking.context());
        return new ReactorSession<>(
                context,
                task -> Mono.<Void>fromRunnable(() -> runner.run(task)).subscribeOn(blocking.scheduler()),
                concurrency,
                inEffect,
                remark,
                null,
                blocking);
    }

    @Override
    public void submit(Task<I, O> task) {
        if (context.isCancelled()) {
            throw new IllegalStateException("the session is closed");
        }
        submitted.tryEmitNext(new ReactorTask<>(task)).orThrow();
    }

    @Override
    public Map<String, String> inEffect() {
        return inEffect;
    }

    @Override
    public Optional<String> remark() {
        return remark.isEmpty() ? Optional.empty() : Optional.of(remark);
    }

    @Override
    public Optional<String> blockedAt() {
        return watch == null ? Optional.empty() : watch.blockedAt();
    }

    /** Cancels the flow, which fails the tasks in it and interrupts those that run. */
    @Override
    public void close() throws InterruptedException {
        if (watch != null) {
            watch.stop();
        }
        context.cancel();
        if (blocking != null) {
            blocking.context().cancel();
        }
        flow.dispose();
        try (context) {
            if (blocking != null) {
                close(blocking);
            }
        }
    }

    private static void close(Blocking blocking) throws InterruptedException {
        blocking.scheduler().dispose();
        blocking.context().close(); // wakes tasks that wait for an answer: not every read heeds an interrupt
        if (blocking.elastic() != null) {
            blocking.elastic().awaitEnd();
        }
    }
}
