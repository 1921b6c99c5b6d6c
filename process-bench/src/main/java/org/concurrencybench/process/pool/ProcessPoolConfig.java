package org.concurrencybench.process.pool;

import static org.concurrencybench.process.internal.Arguments.positive;
import static org.concurrencybench.process.internal.Arguments.range;
import static org.concurrencybench.process.internal.Arguments.required;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.concurrencybench.process.api.StartMethod;
import org.concurrencybench.process.api.Transport;
import org.concurrencybench.process.api.WorkerContext;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.api.WorkerOutput;

/**
 * How a pool is set up. Immutable: start from {@link #ofWorkers}, and each {@code with…} gives a changed copy. Values
 * out of range, and null, are refused at once, with {@link IllegalArgumentException}. Durations of more than a hundred
 * years are a hundred years.
 */
public final class ProcessPoolConfig {
    /** What a configuration consists of. Changed only while the configuration that holds it is being made. */
    private static final class Values implements Cloneable {
        private String name = "process-pool";
        private int workers;
        private int slots = 1;
        private WorkerOptions options = WorkerOptions.defaults();
        private int queueCapacity = 16_384;
        private int maxDeaths = 3;
        private int retries;
        private int maxTasksPerWorker;
        private long maxWorkerMemory;
        private Duration idleTimeout = Duration.ZERO;
        private int minWorkers;
        private int spares;
        private Consumer<? super PoolEvent> listener = event -> {};

        @Override
        protected Values clone() {
            try {
                return (Values) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private final Values values;

    private ProcessPoolConfig(Values values) {
        this.values = values;
    }

    private ProcessPoolConfig with(Consumer<Values> change) {
        Values copy = values.clone();
        change.accept(copy);
        return new ProcessPoolConfig(copy);
    }

    /**
     * This many workers, 1 to 1024, with one slot each, on this JVM's java and class path; every limit at its default.
     */
    public static ProcessPoolConfig ofWorkers(int workers) {
        return new ProcessPoolConfig(new Values()).withWorkers(workers);
    }

    /**
     * What the pool is called in the names of its threads and in its {@code toString}: 1 to 32 letters, digits, dots,
     * dashes or underscores; {@code process-pool} by default.
     */
    public ProcessPoolConfig withName(String value) {
        if (!required("name", value).matches("[A-Za-z0-9._-]{1,32}")) {
            throw new IllegalArgumentException(
                    "name must have 1 to 32 letters, digits, dots, dashes or underscores, and is '" + value + "'");
        }
        return with(v -> v.name = value);
    }

    /** Worker processes, 1 to 1024. */
    public ProcessPoolConfig withWorkers(int value) {
        return with(v -> v.workers = range("workers", value, 1, 1024));
    }

    /** Tasks that one worker runs at once, 1 to 1024; 1 by default. */
    public ProcessPoolConfig withSlots(int value) {
        return with(v -> v.slots = range("slots", value, 1, WorkerContext.MAX_SLOTS));
    }

    /** Tasks that may be unfinished before submitting waits; 16,384 by default. */
    public ProcessPoolConfig withQueueCapacity(int value) {
        return with(v -> v.queueCapacity = range("queueCapacity", value, 1, Integer.MAX_VALUE));
    }

    /**
     * The pool gives up after this many consecutive failures, if no other worker is alive then; 3 by default. A failure
     * is a worker that does not get ready, or that ends before it begins the tasks that it was given. Whatever else
     * ends a worker costs the tasks that it ran, and it is replaced.
     */
    public ProcessPoolConfig withMaxDeaths(int value) {
        return with(v -> v.maxDeaths = range("maxDeaths", value, 1, Integer.MAX_VALUE));
    }

    /**
     * How often a task is given to another worker when its worker has died while the task may have been running; never
     * by default, since a part of it may have happened. Only with this does any task run twice. A task that is tried
     * again has its worker to itself, so that no other one dies with it; in the end it fails with the list of these
     * deaths.
     */
    public ProcessPoolConfig withRetries(int value) {
        return with(v -> v.retries = range("retries", value, 0, 1000));
    }

    /**
     * A worker is replaced after this many tasks; never by default. The replacement is started first, and the old
     * worker continues until it is ready, so it may run a few more.
     */
    public ProcessPoolConfig withMaxTasksPerWorker(int value) {
        return with(v -> v.maxTasksPerWorker = range("maxTasksPerWorker", value, 1, Integer.MAX_VALUE));
    }

    /**
     * A worker that takes more resident memory, in bytes, is replaced as with {@link #withMaxTasksPerWorker}; no limit
     * by default. Checked every half second, where {@code /proc} exists (Linux).
     */
    public ProcessPoolConfig withMaxWorkerMemory(long value) {
        if (value < 1) {
            throw new IllegalArgumentException("maxWorkerMemory must be positive, not " + value);
        }
        return with(v -> v.maxWorkerMemory = value);
    }

    /**
     * A worker that has held no task for this long retires, but {@link #withMinWorkers} stay; by default none retires.
     * Its place is filled again when tasks wait, which then takes a worker's start.
     */
    public ProcessPoolConfig withIdleTimeout(Duration value) {
        return with(v -> v.idleTimeout = positive("idleTimeout", value));
    }

    /** How many workers an idle pool keeps; 0 by default. */
    public ProcessPoolConfig withMinWorkers(int value) {
        return with(v -> v.minWorkers = range("minWorkers", value, 0, 1024));
    }

    /** The listener for events of workers; called on threads of the pool, so it should return soon. */
    public ProcessPoolConfig withListener(Consumer<? super PoolEvent> value) {
        return with(v -> v.listener = required("listener", value));
    }

    /**
     * Workers beyond {@link #withWorkers}, 0 to 1024, that are started ahead and get no task until they take the place
     * of one that has died or retires, which then takes no start; none by default. They are opened like the others.
     */
    public ProcessPoolConfig withSpares(int value) {
        return with(v -> v.spares = range("spares", value, 0, 1024));
    }

    /**
     * How the JVM of each worker is made: replaces all of these options, those set before too. The setters that follow
     * change one of them each.
     */
    public ProcessPoolConfig withWorkerOptions(WorkerOptions value) {
        return with(v -> v.options = required("workerOptions", value));
    }

    /** See {@link WorkerOptions#withJava}. */
    public ProcessPoolConfig withJava(Path value) {
        return withWorkerOptions(values.options.withJava(value));
    }

    /** See {@link WorkerOptions#withJvmArguments}. */
    public ProcessPoolConfig withJvmArguments(List<String> value) {
        return withWorkerOptions(values.options.withJvmArguments(value));
    }

    /** See {@link WorkerOptions#withInheritedOptions}. */
    public ProcessPoolConfig withInheritedOptions() {
        return withWorkerOptions(values.options.withInheritedOptions());
    }

    /** See {@link WorkerOptions#withClassPath}. */
    public ProcessPoolConfig withClassPath(String value) {
        return withWorkerOptions(values.options.withClassPath(value));
    }

    /** See {@link WorkerOptions#withStartTimeout}. */
    public ProcessPoolConfig withStartTimeout(Duration value) {
        return withWorkerOptions(values.options.withStartTimeout(value));
    }

    /** See {@link WorkerOptions#withCloseTimeout}. */
    public ProcessPoolConfig withCloseTimeout(Duration value) {
        return withWorkerOptions(values.options.withCloseTimeout(value));
    }

    /** See {@link WorkerOptions#withMaxPayload}. */
    public ProcessPoolConfig withMaxPayload(int value) {
        return withWorkerOptions(values.options.withMaxPayload(value));
    }

    /** See {@link WorkerOptions#withTaskTimeout}. */
    public ProcessPoolConfig withTaskTimeout(Duration value) {
        return withWorkerOptions(values.options.withTaskTimeout(value));
    }

    /** See {@link WorkerOptions#withStopGrace}. */
    public ProcessPoolConfig withStopGrace(Duration value) {
        return withWorkerOptions(values.options.withStopGrace(value));
    }

    /** See {@link WorkerOptions#withMaxWorkerHeap}. */
    public ProcessPoolConfig withMaxWorkerHeap(long value) {
        return withWorkerOptions(values.options.withMaxWorkerHeap(value));
    }

    /** See {@link WorkerOptions#withOutput}. */
    public ProcessPoolConfig withOutput(Consumer<? super WorkerOutput> value) {
        return withWorkerOptions(values.options.withOutput(value));
    }

    /** See {@link WorkerOptions#withInheritedOutput}. */
    public ProcessPoolConfig withInheritedOutput() {
        return withWorkerOptions(values.options.withInheritedOutput());
    }

    /** See {@link WorkerOptions#withCpus}. */
    public ProcessPoolConfig withCpus(int value) {
        return withWorkerOptions(values.options.withCpus(value));
    }

    /** See {@link WorkerOptions#withMaxDepth}. */
    public ProcessPoolConfig withMaxDepth(int value) {
        return withWorkerOptions(values.options.withMaxDepth(value));
    }

    /** See {@link WorkerOptions#withTransport}. */
    public ProcessPoolConfig withTransport(Transport value) {
        return withWorkerOptions(values.options.withTransport(value));
    }

    /** See {@link WorkerOptions#withStartMethod}. */
    public ProcessPoolConfig withStartMethod(StartMethod value) {
        return withWorkerOptions(values.options.withStartMethod(value));
    }

    /** See {@link WorkerOptions#withCacheFolder}. */
    public ProcessPoolConfig withCacheFolder(Path value) {
        return withWorkerOptions(values.options.withCacheFolder(value));
    }

    /** See {@link #withName}. */
    public String name() {
        return values.name;
    }

    /** See {@link #withWorkers}. */
    public int workers() {
        return values.workers;
    }

    /** See {@link #withSlots}. */
    public int slots() {
        return values.slots;
    }

    /** How the JVM of each worker is made. */
    public WorkerOptions workerOptions() {
        return values.options;
    }

    int queueCapacity() {
        return values.queueCapacity;
    }

    int maxDeaths() {
        return values.maxDeaths;
    }

    int retries() {
        return values.retries;
    }

    /** Zero: no limit. */
    int maxTasksPerWorker() {
        return values.maxTasksPerWorker;
    }

    /** Zero: no limit. */
    long maxWorkerMemory() {
        return values.maxWorkerMemory;
    }

    /** Zero: never. */
    Duration idleTimeout() {
        return values.idleTimeout;
    }

    int minWorkers() {
        return values.minWorkers;
    }

    /** See {@link #withSpares}. */
    public int spares() {
        return values.spares;
    }

    Consumer<? super PoolEvent> listener() {
        return values.listener;
    }

    /**
     * The number of workers, and what is not as it is by default: the pool's settings first, then those of its workers.
     * Arguments are counted, since they may hold secrets.
     */
    @Override
    public String toString() {
        Values usual = new Values();
        StringJoiner text = new StringJoiner(", ", "ProcessPoolConfig[", "]").add("workers=" + values.workers);
        add(text, "name", values.name, usual.name);
        add(text, "slots", values.slots, usual.slots);
        add(text, "queueCapacity", values.queueCapacity, usual.queueCapacity);
        add(text, "maxDeaths", values.maxDeaths, usual.maxDeaths);
        add(text, "retries", values.retries, usual.retries);
        add(text, "maxTasksPerWorker", values.maxTasksPerWorker, usual.maxTasksPerWorker);
        add(text, "maxWorkerMemory", values.maxWorkerMemory, usual.maxWorkerMemory);
        add(text, "idleTimeout", values.idleTimeout, usual.idleTimeout);
        add(text, "minWorkers", values.minWorkers, usual.minWorkers);
        add(text, "spares", values.spares, usual.spares);
        String options = values.options.differences();
        if (!options.isEmpty()) {
            text.add(options);
        }
        return text.toString();
    }

    private static void add(StringJoiner text, String name, Object value, Object usual) {
        if (!value.equals(usual)) {
            text.add(name + "=" + value);
        }
    }
}
