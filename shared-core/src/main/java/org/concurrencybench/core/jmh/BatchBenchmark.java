package org.concurrencybench.core.jmh;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does one batch of a workload take under a concurrency model? Every output is digested and checked within the
 * measured time. The control is {@code sequential} on the same batch.
 *
 * <p>The runner sets all parameters and says in which folders it has prepared the experiment. Without it, in plain JMH,
 * the defaults work and the experiment is prepared here; the score is then nanoseconds per batch of {@link #tasks}:
 *
 * <pre>java -cp … org.openjdk.jmh.Main ThreadsBenchmark -p model=virtual-threads -p workload=sha256 -p tasks=256</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 60, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 14, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@Threads(1)
public abstract class BatchBenchmark {
    /** Id of the workload. */
    @Param("sha256")
    public String workload = "";

    /** Its parameters: {@code name=value}, separated by commas; the others have their defaults. */
    @Param("")
    public String parameters = "";

    /** Id of the model; empty for the harness's own default. */
    @Param("")
    public String model = "";

    /** The model's own settings: {@code name=value}, separated by commas. */
    @Param("")
    public String settings = "";

    /** The CPU budget; 0 for all processors. */
    @Param("0")
    public int cpus;

    /** Tasks in flight: a number, {@code unbounded}, or 0 for as many as cpus. */
    @Param("0")
    public String concurrency = "";

    /** Tasks in a batch. */
    @Param("256")
    public int tasks;

    /** Milliseconds that the trial runs at least before JMH's own iterations; see {@link WarmRule}. */
    @Param("0")
    public long warmupMillis;

    /** Milliseconds after which it is measured even if it is not warm; 0 leaves all warm-up to JMH. */
    @Param("0")
    public long warmupLimitMillis;

    /** Milliseconds of one look at whether it is warm. */
    @Param("100")
    public long windowMillis;

    /**
     * What to do with tasks that arrive on a schedule, as {@link org.concurrencybench.core.load.LoadRequest#text}
     * writes it: a call then offers all of them; empty to measure batches.
     */
    @Param("")
    public String load = "";

    private final String defaultModel;
    private @Nullable Trial<?, ?> trial;

    /** {@code defaultModel}: id of the model that runs when none is set. */
    protected BatchBenchmark(String defaultModel) {
        this.defaultModel = defaultModel;
    }

    @Setup(Level.Trial)
    public void open() throws Exception {
        trial = TrialRequest.of(
                        workload,
                        parameters,
                        model.isEmpty() ? defaultModel : model,
                        settings,
                        cpus,
                        concurrency,
                        tasks,
                        new WarmUp(
                                Duration.ofMillis(warmupMillis),
                                Duration.ofMillis(warmupLimitMillis),
                                Duration.ofMillis(windowMillis)),
                        load)
                .open();
    }

    @Benchmark
    @SuppressWarnings("NullAway") // JMH calls open() first; a check here would be measured
    public long batch() throws Exception {
        return trial.measure();
    }

    @TearDown(Level.Trial)
    public void close() throws Exception {
        if (trial != null) {
            trial.close();
        }
    }
}
