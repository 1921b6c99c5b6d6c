package org.concurrencybench.process.pool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a pool is set up. Immutable: start from {@link #ofWorkers}, and each {@code with…} gives a changed copy. Values out of
 * range are refused at once, with {@link IllegalArgumentException}.
 */
public final class ProcessPoolConfig {
    static final int MAX_SLOTS = 1024;

    /** What a configuration consists of. Changed only while the configuration that holds it is being made. */
    private static final class Values implements Cloneable {
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
        return with(v -> v.java = value);
    }

    /** Arguments for the workers' JVMs; none by default. */
    public ProcessPoolConfig withJvmArguments(List<String> value) {
        List<String> copy = List.copyOf(value);
        return with(v -> v.jvmArguments = copy);
    }

    /** The workers' class path; this JVM's by default. */
    public ProcessPoolConfig withClassPath(String value) {
        return with(v -> v.classPath = value);
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

    /** So many workers in a row that die before any task completes break the pool; 3 by default. */
    public ProcessPoolConfig withMaxDeaths(int value) {
        return with(v -> v.maxDeaths = range("maxDeaths", value, 1, Integer.MAX_VALUE));
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

    private static int range(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be from " + min + " to " + max + ", not " + value);
        }
        return value;
    }

    private static Duration positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
        return value;
    }
}
