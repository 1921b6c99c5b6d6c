package org.concurrencybench.reports.analysis.claims;

import java.util.List;
import java.util.Map;
import org.concurrencybench.reports.findings.Band;
import org.concurrencybench.reports.plan.Cell;

/**
 * What others have published, as far as the plan {@code claims} can check it. Held against each other are shapes and
 * ratios; the bands are chosen here, with their reasons in decision 90, and no measured figure is among them.
 */
final class PublishedClaims {
    private static final Claim.Source JEP_444 =
            new Claim.Source("JEP 444: Virtual Threads", "https://openjdk.org/jeps/444");
    private static final Claim.Source PINNING_DEMO = new Claim.Source(
            "Dan Vega, pinning: a demo of JEP 491 (5,000 virtual threads that sleep 5 ms in synchronized, one carrier)",
            "https://github.com/danvega/pinning");
    private static final Claim.Source PYTHON = new Claim.Source(
            "The Python documentation, threading: GIL and performance considerations",
            "https://docs.python.org/3/library/threading.html");
    private static final Claim.Source COURSE =
            new Claim.Source("Measurements from a course on concurrency, without a public address", "");

    private static final WantedCell POOL = WantedCell.of("primes", "platform-pool");
    private static final WantedCell LARGE_POOL = new WantedCell("primes", Map.of(), "platform-pool", "64 threads");
    private static final ClaimFigure PINNED =
            new ClaimFigure.OfWaits(WantedCell.of("pinned-sleep", "virtual-threads"), Cell::cpus);
    private static final String PER_CARRIER = "the throughput of one wait on each carrier";

    static final List<Claim> ALL = List.of(
            new Claim(
                    "pool-of-200",
                    "A pool of 200 threads has 200 waits in flight, so its throughput is 200 tasks for each wait.",
                    JEP_444,
                    "200 tasks/s with waits of 1 s",
                    new ClaimFigure.OfWaits(
                            new WantedCell("sleep", Map.of("latency", "100ms"), "platform-pool", ""),
                            Cell::concurrency),
                    "that arithmetic",
                    Band.between(0.95, 1.05),
                    Condition.NONE),
            new Claim(
                    "all-waits-at-once",
                    "10,000 virtual threads wait at once, so their throughput is nearly 10,000 tasks for each wait.",
                    JEP_444,
                    "about 10,000 tasks/s with waits of 1 s",
                    new ClaimFigure.OfWaits(
                            new WantedCell("sleep", Map.of("latency", "1s"), "virtual-threads", ""), Cell::tasks),
                    "that arithmetic",
                    Band.atLeast(0.8),
                    Condition.NONE),
            new Claim(
                    "no-gain-beyond-cores",
                    "Many more threads than cores do not make work faster that computes.",
                    JEP_444,
                    "no gain",
                    new ClaimFigure.TimeRatio(POOL, LARGE_POOL),
                    "the speed of as many threads as CPUs",
                    Band.atMost(1.05),
                    Condition.inFlightPerCpu(4)),
            new Claim(
                    "virtual-computes-alike",
                    "Virtual threads are not faster threads: work that computes takes as long as on an equal pool.",
                    JEP_444,
                    "the same speed",
                    new ClaimFigure.TimeRatio(POOL, WantedCell.of("primes", "virtual-threads")),
                    "the speed of an equal pool",
                    Band.between(0.95, 1.05),
                    Condition.NONE),
            new Claim(
                    "pinned-before-24",
                    "Before JDK 24 a virtual thread that sleeps in synchronized holds its carrier.",
                    PINNING_DEMO,
                    "31.8 s on JDK 21, little more than the 25 s of all waits one after the other",
                    PINNED,
                    PER_CARRIER,
                    Band.between(0.7, 1.05),
                    Condition.before(24)),
            new Claim(
                    "unpinned-since-24",
                    "Since JDK 24 a virtual thread that sleeps in synchronized gives its carrier to others.",
                    PINNING_DEMO,
                    "0.45 s on JDK 24: 70 times as fast as on JDK 21",
                    PINNED,
                    PER_CARRIER,
                    Band.atLeast(10),
                    Condition.since(24)),
            new Claim(
                    "jvm-starts",
                    "Starting a JVM for each task costs far more than starting a thread for each.",
                    COURSE,
                    "about 200 times as much, for a thousand of each",
                    new ClaimFigure.TimeRatio(
                            WantedCell.of("nothing", "process-per-task"),
                            WantedCell.of("nothing", "platform-per-task")),
                    "the time of a thread for each task",
                    Band.atLeast(50),
                    Condition.NONE),
            new Claim(
                    "no-interpreter-lock",
                    "Processes compute faster than threads where a global lock lets one thread compute at a time, as in"
                            + " CPython. The JVM has none, so there they gain nothing.",
                    PYTHON,
                    "in CPython about as many times as fast as there are cores; on the JVM it should be once",
                    new ClaimFigure.TimeRatio(POOL, WantedCell.of("primes", "process-pool")),
                    "the speed of an equal pool of threads",
                    Band.between(0.75, 1.1),
                    Condition.NONE));

    private PublishedClaims() {}
}
