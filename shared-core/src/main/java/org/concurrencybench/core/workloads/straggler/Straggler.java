package org.concurrencybench.core.workloads.straggler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.FanOut;
import org.concurrencybench.core.api.Figure;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.workloads.straggler.LeafLedger.End;

/**
 * Fans each task out into leaves that wait, a few of them many times as long as the others, and decides it before all
 * have ended: when one has failed, when one has succeeded, or after a time-out. Its figures tell what becomes of the
 * others: how long they take to stop, how many still run when the task has returned, and what they waste.
 *
 * <p>However a task ends, its answer is what its leaves would have returned together, by arithmetic where they did not:
 * the digest never depends on timing.
 */
public final class Straggler implements Workload<Integer, StragglerAnswer> {
    private static final Parameter<Integer> PARTS =
            Parameter.ofInt("parts", 16, 1, 1024, "leaves", "into how many leaves a task fans out");
    private static final Parameter<Duration> LEAF_TIME = Parameter.ofDuration(
            "leaf-time",
            Duration.ofMillis(5),
            Duration.ofNanos(100_000),
            Duration.ofMinutes(1),
            "how long an ordinary leaf waits");
    private static final Parameter<Integer> SHARE =
            Parameter.ofInt("share", 10, 0, 1000, "leaves", "how many of a thousand leaves are slow");
    private static final Parameter<Integer> FACTOR =
            Parameter.ofInt("factor", 20, 1, 1000, "times", "how many times as long slow leaves wait");
    private static final Parameter<String> MODE = Parameter.ofChoice(
            "mode",
            LeafPlan.Mode.ALL.id(),
            LeafPlan.Mode.ids(),
            "what ends a task: all of its leaves, the first that succeeds, or one that fails after half the leaf time");
    private static final Parameter<Duration> TIMEOUT = Parameter.ofDuration(
            "timeout",
            Duration.ofMillis(60),
            Duration.ZERO,
            Duration.ofHours(1),
            "after this long a task answers without the leaves that have not ended; 0s for no time-out");

    /** Stands for no time-out where one has to be given. */
    private static final Duration NO_TIMEOUT = Duration.ofDays(1);

    private static final String DECIDED = "decided";
    private static final String STOPPED = "stopped";

    private final LedgerTotals totals = new LedgerTotals();
    private LeafPlan plan = plan(
            MODE.defaultValue(),
            PARTS.defaultValue(),
            LEAF_TIME.defaultValue(),
            SHARE.defaultValue(),
            FACTOR.defaultValue());
    private Duration timeout = TIMEOUT.defaultValue();

    private static LeafPlan plan(String mode, int parts, Duration leafTime, int share, int factor) {
        return new LeafPlan(LeafPlan.Mode.of(mode), parts, leafTime, share, factor);
    }

    @Override
    public String id() {
        return "straggler";
    }

    @Override
    public String description() {
        return "fans out into leaves of which few are slow or fail, and cancels the others";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(PARTS, LEAF_TIME, SHARE, FACTOR, MODE, TIMEOUT);
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public List<Class<?>> capabilities() {
        return List.of(FanOut.class);
    }

    @Override
    public void open(JvmContext jvm) {
        plan = plan(
                jvm.parameters().get(MODE),
                jvm.parameters().get(PARTS),
                jvm.parameters().get(LEAF_TIME),
                jvm.parameters().get(SHARE),
                jvm.parameters().get(FACTOR));
        timeout = jvm.parameters().get(TIMEOUT);
    }

    @Override
    public Integer input(int index) {
        return index;
    }

    @Override
    public StragglerAnswer run(Integer input, TaskContext task) throws Exception {
        FanOut fanOut = task.capability(FanOut.class);
        LeafLedger ledger = new LeafLedger(plan.parts(), totals);
        return answer(run(input, fanOut, ledger));
    }

    private long run(int task, FanOut fanOut, LeafLedger ledger) throws Exception {
        List<Callable<Long>> leaves = new ArrayList<>(plan.parts());
        for (int leaf = 0; leaf < plan.parts(); leaf++) {
            int number = leaf;
            leaves.add(() -> leaf(task, number, ledger));
        }
        Duration limit = timeout.isZero() ? NO_TIMEOUT : timeout;
        long begin = System.nanoTime();
        try {
            if (plan.mode() != LeafPlan.Mode.FIRST) {
                return plan.answer(fanOut.all(leaves, limit));
            }
            long answer = fanOut.first(leaves, limit);
            ledger.decided(ledger.firstSuccess().orElseThrow());
            return answer;
        } catch (LeafFailedException e) {
            ledger.decided(ledger.firstFailure().orElseThrow());
        } catch (TimeoutException e) {
            ledger.decided(begin + limit.toNanos());
        }
        return plan.answer(task);
    }

    private long leaf(int task, int leaf, LeafLedger ledger) throws InterruptedException, LeafFailedException {
        End end = End.CANCELLED;
        ledger.started(leaf, System.nanoTime());
        try {
            Thread.sleep(plan.time(task, leaf));
            if (plan.fails(task, leaf)) {
                end = End.FAILED;
                throw plan.failure(task, leaf);
            }
            end = End.SUCCEEDED;
            return plan.value(task, leaf);
        } finally {
            ledger.stopped(leaf, end, System.nanoTime());
        }
    }

    @Override
    public boolean hasAsync() {
        return true;
    }

    @Override
    public CompletionStage<StragglerAnswer> runAsync(Integer input, AsyncContext async) {
        LeafLedger ledger = new LeafLedger(plan.parts(), totals);
        return new StragglerStages(input, plan, timeout, ledger, async).start().thenApply(this::answer);
    }

    private StragglerAnswer answer(long value) {
        return new StragglerAnswer(value, totals.drain());
    }

    @Override
    public long digest(StragglerAnswer output) {
        return output.value();
    }

    @Override
    public OptionalLong expected(int index) {
        return OptionalLong.of(plan.answer(index));
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure(
                        DECIDED,
                        "per task",
                        "tasks that a failure, a first success or a time-out decided; the figures that follow are theirs"),
                new Figure(
                        "stillRunning",
                        "leaves",
                        "leaves that had not stopped when their task returned, for each decided task",
                        DECIDED),
                new Figure(
                        STOPPED,
                        "per decided task",
                        "decided tasks whose leaves were seen to stop before the JVM ran its last task or ended",
                        DECIDED),
                new Figure(
                        "stopTime",
                        Figure.NANOS,
                        "from the decision until the last leaf had stopped, for each task seen to stop",
                        STOPPED),
                new Figure(
                        "wasted",
                        Figure.NANOS,
                        "what leaves ran after the decision, summed over the leaves, for each task seen to stop",
                        STOPPED));
    }

    @Override
    public double[] figuresOf(StragglerAnswer output) {
        StragglerAnswer.Settled settled = output.settled();
        return new double[] {
            settled.decided(), settled.stillRunning(), settled.stopped(), settled.stopNanos(), settled.wastedNanos()
        };
    }
}
