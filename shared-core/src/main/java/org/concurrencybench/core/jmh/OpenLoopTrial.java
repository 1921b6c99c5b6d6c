package org.concurrencybench.core.jmh;

import java.util.List;
import java.util.stream.IntStream;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.load.CapacitySearch;
import org.concurrencybench.core.load.LoadClock;
import org.concurrencybench.core.load.LoadFailedException;
import org.concurrencybench.core.load.LoadProbe;
import org.concurrencybench.core.load.LoadReport;
import org.concurrencybench.core.load.OfferedLoad;
import org.concurrencybench.core.load.OpenLoop;
import org.concurrencybench.core.load.SoughtCapacity;

/** Offers loads to the session of a trial that is open and warm; the inputs are those of its batch. */
final class OpenLoopTrial<I, O> {
    /** More outstanding tasks than this no heap of a trial is made for. */
    private static final int MOST_OUTSTANDING = 1_000_000;

    private static final double NANOS_PER_SECOND = 1e9;
    /** Of what a batch completes: where a search for a capacity starts. */
    private static final double START_SHARE = 0.5;

    private final Session<I, O> session;
    private final Batch<I, O> batch;
    private final Settings settings;
    private final List<I> inputs;
    private final List<String> labels;

    OpenLoopTrial(Workload<I, O> workload, Session<I, O> session, Batch<I, O> batch, Settings settings) {
        this.session = session;
        this.batch = batch;
        this.settings = settings;
        this.inputs = IntStream.range(0, batch.size()).mapToObj(batch::input).toList();
        this.labels = inputs.stream().map(workload::label).toList();
    }

    /**
     * Offers {@code load}.
     *
     * @throws BatchFailedException when a task failed
     * @throws WrongResultException when an output is not the expected one
     */
    LoadReport run(OfferedLoad load) throws InterruptedException {
        try {
            return offer(load);
        } catch (LoadFailedException e) {
            throw failed(e);
        }
    }

    /** Searches for the highest rate that meets a target; fails as {@link #run} does. */
    CapacitySearch.Found search(SoughtCapacity sought) throws InterruptedException {
        long begin = System.nanoTime();
        batch.run(session);
        double completed = batch.size() * NANOS_PER_SECOND / Math.max(1, System.nanoTime() - begin);
        int[] number = {0};
        CapacitySearch search = new CapacitySearch(
                (rate, tasks) -> {
                    LoadReport report = offer(sought.probe(rate, tasks, number[0]++));
                    return new LoadProbe(rate, report.arrivals(), report.late());
                },
                sought.target());
        try {
            return search.search(START_SHARE * completed);
        } catch (LoadFailedException e) {
            throw failed(e);
        }
    }

    private LoadReport offer(OfferedLoad load) throws InterruptedException, LoadFailedException {
        OpenLoop<I, O> loop =
                new OpenLoop<>(session, inputs, labels, batch::check, LoadClock.system(), mostOutstanding(load));
        long begin = System.nanoTime();
        LoadReport report = loop.run(load);
        Meter.add(report.completed(), loop.busyNanos(), System.nanoTime() - begin);
        return report;
    }

    private RuntimeException failed(LoadFailedException e) {
        Throwable cause = e.getCause();
        if (cause instanceof WrongResultException wrong) {
            return wrong;
        }
        return new BatchFailedException(
                new FailedTask(e.input(), "run()", cause == null ? e : cause, e.failures(), batch.size()));
    }

    /** One more would time out even if the model completed all that is offered, in order. */
    private int mostOutstanding(OfferedLoad load) {
        double offered = load.rate() * load.timeout().toNanos() / NANOS_PER_SECOND + load.burst();
        double inFlight = settings.isUnbounded() ? 0 : settings.concurrency();
        return (int) Math.min(MOST_OUTSTANDING, Math.ceil(offered + inFlight));
    }
}
