package org.concurrencybench.process.pool;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a pool is set up. Immutable: start from {@link #ofWorkers}, and each {@code with…} gives a changed copy. Values out of
 * range, and null, are refused at once, with {@link IllegalArgumentException}. Durations of more than a hundred years are a hundred years.
 */
public final class ProcessPoolConfig {
    static final int MAX_SLOTS = 1024;

    /** Longer ones are as good as for ever, and their nanoseconds would not fit where they are added up. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final long LEAST_HEAP = 16 << 20;

    /** What a configuration consists of. Changed only while the configuration that holds it is being made. */
    private static final class Values implements Cloneable {
        private String name = "process-pool";
        private int workers;
        private int slots = 1;
        private Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        private List<String> jvmArguments = List.of();
        private String classPath = System.getProperty("java.class.path");
        private Duration startTimeout = Duration.ofSeconds(60);
        private Duration closeTimeout = Duration.ofSeconds(10);
        private int queueCapacity = 16_384;
        private int maxPayload = 64 << 20;
        private int maxDeaths = 3;
        private int retries;
        private Duration taskTimeout = Duration.ZERO;
        private Duration stopGrace = Duration.ofSeconds(1);
        private int maxTasksPerWorker;
        private long maxWorkerMemory;
        private long maxWorkerHeap;
        private Duration idleTimeout = Duration.ZERO;
        private int minWorkers;
        private int cpus;
        private int maxDepth = 2;
        private TransportKind transport = TransportKind.UNIX;
        private StartMethodKind startMethod = StartMethodKind.SPAWN;
        private Path cacheFolder = AotCache.usualFolder();
        private int spares;
        private Consumer<? super PoolEvent> listener = event -> {};
        private @Nullable Consumer<? super WorkerOutput> output;

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

    /** This many workers, 1 to 1024, with one slot each, on this JVM's java and class path; every limit at its default. */
    public static ProcessPoolConfig ofWorkers(int workers) {
        return new ProcessPoolConfig(new Values()).withWorkers(workers);
    }

    /**
     * What the pool is called in the names of its threads and in its {@code toString}: 1 to 32 letters, digits, dots, dashes or underscores;
     * {@code process-pool} by default.
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
        return with(v -> v.slots = range("slots", value, 1, MAX_SLOTS));
    }

    /** The java executable that workers run on; this JVM's by default. */
    public ProcessPoolConfig withJava(Path value) {
        return with(v -> v.java = required("java", value));
    }

    /**
     * Arguments for the workers' JVMs; none by default: of this JVM's own, workers have the java, the class path, the environment (without
     * {@code JAVA_TOOL_OPTIONS} and its like) and the working directory, and neither system properties, assertions, preview features nor
     * opened packages: {@link #withInheritedOptions} is for those. They have a class path only: an application on the module path names its
     * jars by {@link #withClassPath}. Where they name no collector, workers have the serial one, which starts soonest. */
    public ProcessPoolConfig withJvmArguments(List<String> value) {
        required("jvmArguments", value).forEach(argument -> required("an argument of jvmArguments", argument));
        List<String> copy = List.copyOf(value);
        return with(v -> v.jvmArguments = copy);
    }

    /**
     * Adds to the {@linkplain #withJvmArguments arguments} given so far, before them, those of this JVM's command line that say how code
     * behaves: {@code -D}, {@code -ea} and its like, {@code --enable-preview}, {@code --add-opens}, {@code --add-exports}, {@code
     * --add-reads}, {@code --add-modules} and {@code --enable-native-access}. Not those of size, collector, agents and logs. Properties that
     * were set later, by {@link System#setProperty}, are no part of it.
     */
    public ProcessPoolConfig withInheritedOptions() {
        List<String> all = new ArrayList<>(ParentsOptions.get());
        all.addAll(values.jvmArguments);
        return withJvmArguments(all);
    }

    /** The workers' class path; this JVM's by default. */
    public ProcessPoolConfig withClassPath(String value) {
        return with(v -> v.classPath = required("classPath", value));
    }

    /** How long a worker may take from its start until it is ready; a minute by default. */
    public ProcessPoolConfig withStartTimeout(Duration value) {
        return with(v -> v.startTimeout = positive("startTimeout", value));
    }

    /** How long a worker may take to close its function and exit before it is killed; ten seconds by default. */
    public ProcessPoolConfig withCloseTimeout(Duration value) {
        return with(v -> v.closeTimeout = positive("closeTimeout", value));
    }

    /** Tasks that may be unfinished before submitting waits; 16,384 by default. */
    public ProcessPoolConfig withQueueCapacity(int value) {
        return with(v -> v.queueCapacity = range("queueCapacity", value, 1, Integer.MAX_VALUE));
    }

    /** The largest encoded input or output, in bytes, 1 KiB to 1 GiB; 64 MiB by default. */
    public ProcessPoolConfig withMaxPayload(int value) {
        return with(v -> v.maxPayload = range("maxPayload", value, 1 << 10, 1 << 30));
    }

    /**
     * So many failures in a row break the pool, if no other worker is alive then; 3 by default. A failure is a worker that does not get ready,
     * or that ends before it begins the tasks that it was given. Whatever else ends a worker costs the tasks that it ran, and it is replaced.
     */
    public ProcessPoolConfig withMaxDeaths(int value) {
        return with(v -> v.maxDeaths = range("maxDeaths", value, 1, Integer.MAX_VALUE));
    }

    /**
     * How long each task may run, counted from when a worker takes it; no limit by default. Then its thread is interrupted, and
     * after {@link #withStopGrace} its worker is killed, with all processes that it started. It never comes early, and late by
     * at most an eighth of the limit where the machine keeps up (or 5 ms, if that is more).
     */
    public ProcessPoolConfig withTaskTimeout(Duration value) {
        return with(v -> v.taskTimeout = positive("taskTimeout", value));
    }

    /** How long a task may take to end after its interrupt before its worker is killed; a second by default. */
    public ProcessPoolConfig withStopGrace(Duration value) {
        return with(v -> v.stopGrace = positive("stopGrace", value));
    }

    /**
     * How often a task is given to another worker when its worker has died while the task may have been running; never by
     * default, since a part of it may have happened. Only with this does any task run twice. A task that is
     * tried again has its worker to itself, so that no other one dies with it; in the end it fails with the list of these deaths.
     */
    public ProcessPoolConfig withRetries(int value) {
        return with(v -> v.retries = range("retries", value, 0, 1000));
    }

    /**
     * After so many tasks a worker is replaced; never by default. The replacement is started first, and the old worker goes on
     * until it is ready, so it may do some more.
     */
    public ProcessPoolConfig withMaxTasksPerWorker(int value) {
        return with(v -> v.maxTasksPerWorker = range("maxTasksPerWorker", value, 1, Integer.MAX_VALUE));
    }

    /**
     * A worker that takes more resident memory, in bytes, is replaced as with {@link #withMaxTasksPerWorker}; no limit by
     * default. Looked at every half second, where {@code /proc} tells (Linux).
     */
    public ProcessPoolConfig withMaxWorkerMemory(long value) {
        if (value < 1) {
            throw new IllegalArgumentException("maxWorkerMemory must be positive, not " + value);
        }
        return with(v -> v.maxWorkerMemory = value);
    }

    /**
     * The largest heap of each worker, in bytes, 16 MiB or more. By default the heaps of all workers together, spares' too, may take half of
     * the memory that a JVM sees here, and one of them at most a quarter; a JVM goes no lower than some 120 MB by itself. A limit among
     * the {@linkplain #withJvmArguments arguments} comes before this one.
     */
    public ProcessPoolConfig withMaxWorkerHeap(long value) {
        if (value < LEAST_HEAP) {
            throw new IllegalArgumentException("maxWorkerHeap must be " + LEAST_HEAP + " bytes or more, not " + value);
        }
        return with(v -> v.maxWorkerHeap = value);
    }

    /**
     * A worker that has held no task for so long retires, but {@link #withMinWorkers} stay; by default none retires. Its place
     * is filled again when tasks wait, which then takes a worker's start.
     */
    public ProcessPoolConfig withIdleTimeout(Duration value) {
        return with(v -> v.idleTimeout = positive("idleTimeout", value));
    }

    /** How many workers an idle pool keeps; 0 by default. */
    public ProcessPoolConfig withMinWorkers(int value) {
        return with(v -> v.minWorkers = range("minWorkers", value, 0, 1024));
    }

    /** Told what happens to workers, on threads of the pool: it should return soon. */
    public ProcessPoolConfig withListener(Consumer<? super PoolEvent> value) {
        return with(v -> v.listener = required("listener", value));
    }

    /**
     * Told each line that a worker prints, on a thread that reads that stream of that worker and waits meanwhile: it should return soon. Without
     * a listener lines are read and forgotten, but for the last ones, which the failure of a dead worker tells.
     */
    public ProcessPoolConfig withOutput(Consumer<? super WorkerOutput> value) {
        return with(v -> v.output = required("output", value));
    }

    /** Prints what workers print, each line with the number and pid of its worker before it, to the same stream of this JVM. */
    public ProcessPoolConfig withInheritedOutput() {
        return withOutput(new InheritedOutput());
    }

    /** Processors that each worker's JVM reckons with (its {@code availableProcessors}); by default all that it may use. */
    public ProcessPoolConfig withCpus(int value) {
        return with(v -> v.cpus = range("cpus", value, 1, 1 << 16));
    }

    /**
     * How deep workers may be nested: 1 allows none inside of a worker, and with the default of 2 a worker may have workers, but
     * those may not.
     */
    public ProcessPoolConfig withMaxDepth(int value) {
        return with(v -> v.maxDepth = range("maxDepth", value, 1, 100));
    }

    /** What bytes travel through; Unix domain sockets by default. */
    public ProcessPoolConfig withTransport(TransportKind value) {
        return with(v -> v.transport = required("transport", value));
    }

    /** How worker JVMs come to be; a fresh JVM for each by default. */
    public ProcessPoolConfig withStartMethod(StartMethodKind value) {
        return with(v -> v.startMethod = required("startMethod", value));
    }

    /**
     * Where {@link StartMethodKind#SPAWN_AOT} keeps its caches, in a folder that only its user can enter; by default {@code
     * concurrency-bench} in the user's folder for caches.
     */
    public ProcessPoolConfig withCacheFolder(Path value) {
        return with(v -> v.cacheFolder = required("cacheFolder", value));
    }

    /**
     * Workers beyond {@link #withWorkers}, 0 to 1024, that are started ahead and get no task until they take the place of one that has died or
     * retires, which then takes no start; none by default. They are opened like the others.
     */
    public ProcessPoolConfig withSpares(int value) {
        return with(v -> v.spares = range("spares", value, 0, 1024));
    }

    public String name() {
        return values.name;
    }

    public int workers() {
        return values.workers;
    }

    public int slots() {
        return values.slots;
    }

    Path java() {
        return values.java;
    }

    List<String> jvmArguments() {
        return values.jvmArguments;
    }

    String classPath() {
        return values.classPath;
    }

    Duration startTimeout() {
        return values.startTimeout;
    }

    Duration closeTimeout() {
        return values.closeTimeout;
    }

    int queueCapacity() {
        return values.queueCapacity;
    }

    int maxPayload() {
        return values.maxPayload;
    }

    int maxDeaths() {
        return values.maxDeaths;
    }

    int retries() {
        return values.retries;
    }

    /** Zero: no limit. */
    Duration taskTimeout() {
        return values.taskTimeout;
    }

    Duration stopGrace() {
        return values.stopGrace;
    }

    /** Zero: no limit. */
    int maxTasksPerWorker() {
        return values.maxTasksPerWorker;
    }

    /** Zero: no limit. */
    long maxWorkerMemory() {
        return values.maxWorkerMemory;
    }

    /** Zero: a share of the machine's memory. */
    long maxWorkerHeap() {
        return values.maxWorkerHeap;
    }

    /** Zero: never. */
    Duration idleTimeout() {
        return values.idleTimeout;
    }

    int minWorkers() {
        return values.minWorkers;
    }

    /** Zero: all. */
    int cpus() {
        return values.cpus;
    }

    TransportKind transport() {
        return values.transport;
    }

    StartMethodKind startMethod() {
        return values.startMethod;
    }

    Path cacheFolder() {
        return values.cacheFolder;
    }

    public int spares() {
        return values.spares;
    }

    int maxDepth() {
        return values.maxDepth;
    }

    Consumer<? super PoolEvent> listener() {
        return values.listener;
    }

    /** Null: what they print is not told. */
    @Nullable
    Consumer<? super WorkerOutput> output() {
        return values.output;
    }

    /** The number of workers, and what is not as it is by default. Arguments are counted, since they may hold secrets. */
    @Override
    public String toString() {
        Values usual = new Values();
        StringJoiner text = new StringJoiner(", ", "ProcessPoolConfig[", "]").add("workers=" + values.workers);
        tell(text, "name", values.name, usual.name);
        tell(text, "slots", values.slots, usual.slots);
        tell(text, "java", values.java, usual.java);
        tell(text, "jvmArguments", values.jvmArguments.size(), 0);
        tell(text, "classPath entries", entries(values.classPath), entries(usual.classPath));
        tell(text, "startTimeout", values.startTimeout, usual.startTimeout);
        tell(text, "closeTimeout", values.closeTimeout, usual.closeTimeout);
        tell(text, "queueCapacity", values.queueCapacity, usual.queueCapacity);
        tell(text, "maxPayload", values.maxPayload, usual.maxPayload);
        tell(text, "maxDeaths", values.maxDeaths, usual.maxDeaths);
        tell(text, "retries", values.retries, usual.retries);
        tell(text, "taskTimeout", values.taskTimeout, usual.taskTimeout);
        tell(text, "stopGrace", values.stopGrace, usual.stopGrace);
        tell(text, "maxTasksPerWorker", values.maxTasksPerWorker, usual.maxTasksPerWorker);
        tell(text, "maxWorkerMemory", values.maxWorkerMemory, usual.maxWorkerMemory);
        tell(text, "idleTimeout", values.idleTimeout, usual.idleTimeout);
        tell(text, "minWorkers", values.minWorkers, usual.minWorkers);
        tell(text, "cpus", values.cpus, usual.cpus);
        tell(text, "maxDepth", values.maxDepth, usual.maxDepth);
        tell(text, "transport", values.transport, usual.transport);
        tell(text, "startMethod", values.startMethod, usual.startMethod);
        tell(text, "cacheFolder", values.cacheFolder, usual.cacheFolder);
        tell(text, "spares", values.spares, usual.spares);
        return text.toString();
    }

    private static void tell(StringJoiner text, String name, Object value, Object usual) {
        if (!value.equals(usual)) {
            text.add(name + "=" + value);
        }
    }

    private static int entries(String classPath) {
        return classPath.split(File.pathSeparator).length;
    }

    private static int range(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be from " + min + " to " + max + ", not " + value);
        }
        return value;
    }

    static Duration positive(String name, Duration value) {
        if (!required(name, value).isPositive()) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
        return value.compareTo(LONGEST) > 0 ? LONGEST : value;
    }

    /** What is given to a method of this package's; null is refused by its name, where it is given. */
    static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " must not be null");
        }
        return value;
    }
}
