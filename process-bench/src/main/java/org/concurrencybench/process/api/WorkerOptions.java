package org.concurrencybench.process.api;

import static org.concurrencybench.process.internal.Arguments.positive;
import static org.concurrencybench.process.internal.Arguments.range;
import static org.concurrencybench.process.internal.Arguments.required;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a worker's JVM is made, and what limits it keeps: all that does not depend on whether a pool or a single process
 * owns it. Immutable: start from {@link #defaults}, and each {@code with…} gives a changed copy. Values out of range,
 * and null, are refused at once, with {@link IllegalArgumentException}. Durations of more than a hundred years are a
 * hundred years.
 */
public final class WorkerOptions {
    private static final long MIN_HEAP = 16 << 20;

    /** What the options consist of. Changed only while the options that hold them are being made. */
    private static final class Values implements Cloneable {
        private Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        private List<String> jvmArguments = List.of();
        private String classPath = System.getProperty("java.class.path");
        private Duration startTimeout = Duration.ofSeconds(60);
        private Duration closeTimeout = Duration.ofSeconds(10);
        private int maxPayload = 64 << 20;
        private Duration taskTimeout = Duration.ZERO;
        private Duration stopGrace = Duration.ofSeconds(1);
        private long maxWorkerHeap;
        private int cpus;
        private int maxDepth = 2;
        private Transport transport = Transport.UNIX;
        private StartMethod startMethod = StartMethod.SPAWN;
        private @Nullable Path cacheFolder;
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

    private static final WorkerOptions DEFAULTS = new WorkerOptions(new Values());

    private final Values values;

    private WorkerOptions(Values values) {
        this.values = values;
    }

    private WorkerOptions with(Consumer<Values> change) {
        Values copy = values.clone();
        change.accept(copy);
        return new WorkerOptions(copy);
    }

    /** This JVM's java and class path; every limit at its default. */
    public static WorkerOptions defaults() {
        return new WorkerOptions(new Values());
    }

    /** The java executable that workers run on; this JVM's by default. */
    public WorkerOptions withJava(Path value) {
        return with(v -> v.java = required("java", value));
    }

    /**
     * Arguments for the workers' JVMs; none by default: of this JVM's own, workers have the java, the class path, the
     * environment (without {@code JAVA_TOOL_OPTIONS} and its like) and the working directory, and neither system
     * properties, assertions, preview features nor opened packages: {@link #withInheritedOptions} is for those. They
     * have a class path only: an application on the module path names its jars by {@link #withClassPath}. Where they
     * name no collector, workers have the serial one, which starts soonest.
     */
    public WorkerOptions withJvmArguments(List<String> value) {
        required("jvmArguments", value).forEach(argument -> required("an argument of jvmArguments", argument));
        List<String> copy = List.copyOf(value);
        return with(v -> v.jvmArguments = copy);
    }

    /**
     * Adds to the {@linkplain #withJvmArguments arguments} given so far, before them, those of this JVM's command line
     * that say how code behaves: {@code -D}, {@code -ea} and its like, {@code --enable-preview}, {@code --add-opens},
     * {@code --add-exports}, {@code --add-reads}, {@code --add-modules} and {@code --enable-native-access}. Not those
     * of size, collector, agents and logs. Properties that were set later, by {@link System#setProperty}, are no part
     * of it.
     */
    public WorkerOptions withInheritedOptions() {
        List<String> all = new ArrayList<>(InheritedOptions.get());
        all.addAll(values.jvmArguments);
        return withJvmArguments(all);
    }

    /** The workers' class path; this JVM's by default. */
    public WorkerOptions withClassPath(String value) {
        return with(v -> v.classPath = required("classPath", value));
    }

    /** How long a worker may take from its start until it is ready; a minute by default. */
    public WorkerOptions withStartTimeout(Duration value) {
        return with(v -> v.startTimeout = positive("startTimeout", value));
    }

    /** How long a worker may take to close its function and exit before it is killed; ten seconds by default. */
    public WorkerOptions withCloseTimeout(Duration value) {
        return with(v -> v.closeTimeout = positive("closeTimeout", value));
    }

    /** The largest encoded input or output, in bytes, 1 KiB to 1 GiB; 64 MiB by default. */
    public WorkerOptions withMaxPayload(int value) {
        return with(v -> v.maxPayload = range("maxPayload", value, 1 << 10, 1 << 30));
    }

    /**
     * How long each task may run, counted from when a worker takes it; no limit by default. Then its thread is
     * interrupted, and after {@link #withStopGrace} its worker is killed, with all processes that it started. It never
     * comes early, and late by at most an eighth of the limit where the machine keeps up (or 5 ms, if that is more).
     */
    public WorkerOptions withTaskTimeout(Duration value) {
        return with(v -> v.taskTimeout = positive("taskTimeout", value));
    }

    /** How long a task may take to end after its interrupt before its worker is killed; a second by default. */
    public WorkerOptions withStopGrace(Duration value) {
        return with(v -> v.stopGrace = positive("stopGrace", value));
    }

    /**
     * The largest heap of each worker, in bytes, 16 MiB or more. By default the heaps of all workers together, spares'
     * too, may take half of the memory that a JVM sees here, and one of them at most a quarter; a JVM goes no lower
     * than some 120 MB by itself. A limit among the {@linkplain #withJvmArguments arguments} comes before this one.
     */
    public WorkerOptions withMaxWorkerHeap(long value) {
        if (value < MIN_HEAP) {
            throw new IllegalArgumentException("maxWorkerHeap must be " + MIN_HEAP + " bytes or more, not " + value);
        }
        return with(v -> v.maxWorkerHeap = value);
    }

    /**
     * The listener for each line that a worker prints; called on the thread that reads that stream, which waits
     * meanwhile: it should return soon. Without a listener lines are read and forgotten, but for the last ones, which
     * the failure of a dead worker quotes.
     */
    public WorkerOptions withOutput(Consumer<? super WorkerOutput> value) {
        return with(v -> v.output = required("output", value));
    }

    /**
     * Prints what workers print, each line with the number and pid of its worker before it, to the same stream of this
     * JVM.
     */
    public WorkerOptions withInheritedOutput() {
        return withOutput(new InheritedOutput());
    }

    /**
     * Processors that each worker's JVM reckons with (its {@code availableProcessors}); by default all that it may use.
     */
    public WorkerOptions withCpus(int value) {
        return with(v -> v.cpus = range("cpus", value, 1, 1 << 16));
    }

    /**
     * How deep workers may be nested: 1 allows none inside of a worker, and with the default of 2 a worker may have
     * workers, but those may not.
     */
    public WorkerOptions withMaxDepth(int value) {
        return with(v -> v.maxDepth = range("maxDepth", value, 1, 100));
    }

    /** What bytes travel through; Unix domain sockets by default. */
    public WorkerOptions withTransport(Transport value) {
        return with(v -> v.transport = required("transport", value));
    }

    /** How worker JVMs come to be; a fresh JVM for each by default. */
    public WorkerOptions withStartMethod(StartMethod value) {
        return with(v -> v.startMethod = required("startMethod", value));
    }

    /**
     * Where {@link StartMethod#SPAWN_AOT} keeps its caches, in a folder that only its user can enter; by default
     * {@code concurrency-bench} in the user's folder for caches.
     */
    public WorkerOptions withCacheFolder(Path value) {
        return with(v -> v.cacheFolder = required("cacheFolder", value));
    }

    /** See {@link #withJava}. */
    public Path java() {
        return values.java;
    }

    /** See {@link #withJvmArguments}. */
    public List<String> jvmArguments() {
        return values.jvmArguments;
    }

    /** See {@link #withClassPath}. */
    public String classPath() {
        return values.classPath;
    }

    /** See {@link #withStartTimeout}. */
    public Duration startTimeout() {
        return values.startTimeout;
    }

    /** See {@link #withCloseTimeout}. */
    public Duration closeTimeout() {
        return values.closeTimeout;
    }

    /** In bytes. */
    public int maxPayload() {
        return values.maxPayload;
    }

    /** Zero: no limit. */
    public Duration taskTimeout() {
        return values.taskTimeout;
    }

    /** See {@link #withStopGrace}. */
    public Duration stopGrace() {
        return values.stopGrace;
    }

    /** In bytes; zero: a share of the machine's memory. */
    public long maxWorkerHeap() {
        return values.maxWorkerHeap;
    }

    /** Zero: all. */
    public int cpus() {
        return values.cpus;
    }

    /** See {@link #withMaxDepth}. */
    public int maxDepth() {
        return values.maxDepth;
    }

    /** See {@link #withTransport}. */
    public Transport transport() {
        return values.transport;
    }

    /** See {@link #withStartMethod}. */
    public StartMethod startMethod() {
        return values.startMethod;
    }

    /** Null: {@code concurrency-bench} in the user's folder for caches. */
    public @Nullable Path cacheFolder() {
        return values.cacheFolder;
    }

    /** Null: what workers print goes to nobody. */
    public @Nullable Consumer<? super WorkerOutput> output() {
        return values.output;
    }

    /** What is not as it is by default. Arguments are counted, since they may hold secrets. */
    @Override
    public String toString() {
        return "WorkerOptions[" + differences() + "]";
    }

    /**
     * For the library itself. What is not as it is by default, as {@code name=value} with commas in between; empty
     * where all is.
     */
    public String differences() {
        Values usual = DEFAULTS.values;
        StringJoiner text = new StringJoiner(", ");
        add(text, "java", values.java, usual.java);
        add(text, "jvmArguments", values.jvmArguments.size(), 0);
        add(text, "classPath entries", entries(values.classPath), entries(usual.classPath));
        add(text, "startTimeout", values.startTimeout, usual.startTimeout);
        add(text, "closeTimeout", values.closeTimeout, usual.closeTimeout);
        add(text, "maxPayload", values.maxPayload, usual.maxPayload);
        add(text, "taskTimeout", values.taskTimeout, usual.taskTimeout);
        add(text, "stopGrace", values.stopGrace, usual.stopGrace);
        add(text, "maxWorkerHeap", values.maxWorkerHeap, usual.maxWorkerHeap);
        add(text, "cpus", values.cpus, usual.cpus);
        add(text, "maxDepth", values.maxDepth, usual.maxDepth);
        add(text, "transport", values.transport, usual.transport);
        add(text, "startMethod", values.startMethod, usual.startMethod);
        Path cacheFolder = values.cacheFolder;
        if (cacheFolder != null) {
            text.add("cacheFolder=" + cacheFolder);
        }
        return text.toString();
    }

    private static void add(StringJoiner text, String name, Object value, Object usual) {
        if (!value.equals(usual)) {
            text.add(name + "=" + value);
        }
    }

    private static int entries(String classPath) {
        return classPath.split(File.pathSeparator).length;
    }
}
