package org.concurrencybench.reports.analysis.latency;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.load.LoadClock;

/** A model that is a queue with known answers: tasks are served in their order by servers with exponential times. */
public final class SimulatedQueue implements Session<Integer, Integer>, LoadClock {
    private record Ending(long at, long service, Task<Integer, Integer> task) {}

    private final SplittableRandom random;
    private final double meanService;
    private final PriorityQueue<Long> free = new PriorityQueue<>();
    private final PriorityQueue<Ending> endings = new PriorityQueue<>(Comparator.comparingLong(Ending::at));
    private long now;

    /** {@code rate}: tasks per second of one server. */
    public SimulatedQueue(int servers, double rate, long seed) {
        random = new SplittableRandom(seed);
        meanService = 1e9 / rate;
        for (int server = 0; server < servers; server++) {
            free.add(0L);
        }
    }

    /** Quantile of the time from arrival to departure in an M/M/c queue, in seconds. */
    public static double quantile(int servers, double rate, double arrivals, double share) {
        double low = 0;
        double high = 1 / rate;
        while (later(servers, rate, arrivals, high) > 1 - share) {
            high *= 2;
        }
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (later(servers, rate, arrivals, middle) > 1 - share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /**
     * P(T > t): with Erlang's probability C of having to wait, the wait is exponential with rate θ = cμ − λ, and the
     * service with μ. Gross, D. et al. (2008), Fundamentals of Queueing Theory, 2.3.
     */
    private static double later(int servers, double rate, double arrivals, double time) {
        double load = arrivals / rate;
        double term = 1;
        double sum = 1;
        for (int n = 1; n < servers; n++) {
            term *= load / n;
            sum += term;
        }
        double last = term * load / servers * servers / (servers - load);
        double waits = last / (sum + last);
        double theta = servers * rate - arrivals;
        double both = Math.abs(theta - rate) < 1e-9 * rate
                ? (1 + rate * time) * Math.exp(-rate * time)
                : (theta * Math.exp(-rate * time) - rate * Math.exp(-theta * time)) / (theta - rate);
        return (1 - waits) * Math.exp(-rate * time) + waits * both;
    }

    @Override
    public void submit(Task<Integer, Integer> task) {
        long begin = Math.max(now, free.remove());
        long service = (long) (-Math.log1p(-random.nextDouble()) * meanService);
        free.add(begin + service);
        endings.add(new Ending(begin + service, service, task));
    }

    @Override
    public void close() {}

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void sleepUntil(long due) {
        advance(due);
    }

    @Override
    public void await(BooleanSupplier done, long deadline) {
        while (!done.getAsBoolean() && !endings.isEmpty() && endings.element().at() <= deadline) {
            advance(endings.element().at());
        }
    }

    private void advance(long to) {
        while (!endings.isEmpty() && endings.element().at() <= to) {
            Ending next = endings.remove();
            now = Math.max(now, next.at());
            next.task().succeeded(next.task().input(), next.service());
        }
        now = Math.max(now, to);
    }
}
