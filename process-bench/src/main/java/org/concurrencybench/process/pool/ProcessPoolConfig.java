package org.concurrencybench.process.pool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a pool is set up. Start from {@link #ofWorkers}.
 *
 * @param workers worker processes, 1 to 1024
 * @param slots tasks that one worker runs at once, 1 to 1024
 * @param java the java executable that workers run on
 * @param jvmArguments arguments for the workers' JVMs
 * @param classPath the workers' class path
 * @param startTimeout how long a worker may take from its start until it is ready
 * @param closeTimeout how long a worker may take to close its function and exit before it is killed
 * @param queueCapacity tasks that may be unfinished before submitting blocks
 * @param maxPayload the largest encoded input or output, in bytes
 * @param maxDeaths so many workers in a row that die before any task completes break the pool
 */
public record ProcessPoolConfig(
        int workers,
        int slots,
        Path java,
        List<String> jvmArguments,
        String classPath,
        Duration startTimeout,
        Duration closeTimeout,
        int queueCapacity,
        int maxPayload,
        int maxDeaths) {
    static final int MAX_SLOTS = 1024;

    public ProcessPoolConfig {
        requireRange("workers", workers, 1, 1024);
        requireRange("slots", slots, 1, MAX_SLOTS);
        requireRange("queueCapacity", queueCapacity, 1, Integer.MAX_VALUE);
        requireRange("maxPayload", maxPayload, 1 << 10, 1 << 30);
        requireRange("maxDeaths", maxDeaths, 1, Integer.MAX_VALUE);
        requirePositive("startTimeout", startTimeout);
        requirePositive("closeTimeout", closeTimeout);
        jvmArguments = List.copyOf(jvmArguments);
    }

    /** This many workers with one slot each, on this JVM's java and class path; every limit at its default. */
    public static ProcessPoolConfig ofWorkers(int workers) {
        return new ProcessPoolConfig(
                workers,
                1,
                Path.of(System.getProperty("java.home"), "bin", "java"),
                List.of(),
                System.getProperty("java.class.path"),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                16_384,
                64 << 20,
                3);
    }

    public ProcessPoolConfig withSlots(int value) {
        return new ProcessPoolConfig(
                workers,
                value,
                java,
                jvmArguments,
                classPath,
                startTimeout,
                closeTimeout,
                queueCapacity,
                maxPayload,
                maxDeaths);
    }

    public ProcessPoolConfig withJava(Path value) {
        return new ProcessPoolConfig(
                workers,
                slots,
                value,
                jvmArguments,
                classPath,
                startTimeout,
                closeTimeout,
                queueCapacity,
                maxPayload,
                maxDeaths);
    }

    public ProcessPoolConfig withJvmArguments(List<String> value) {
        return new ProcessPoolConfig(
                workers,
                slots,
                java,
                value,
                classPath,
                startTimeout,
                closeTimeout,
                queueCapacity,
                maxPayload,
                maxDeaths);
    }

    public ProcessPoolConfig withClassPath(String value) {
        return new ProcessPoolConfig(
                workers,
                slots,
                java,
                jvmArguments,
                value,
                startTimeout,
                closeTimeout,
                queueCapacity,
                maxPayload,
                maxDeaths);
    }

    public ProcessPoolConfig withStartTimeout(Duration value) {
        return new ProcessPoolConfig(
                workers,
                slots,
                java,
                jvmArguments,
                classPath,
                value,
                closeTimeout,
                queueCapacity,
                maxPayload,
                maxDeaths);
    }

    public ProcessPoolConfig withCloseTimeout(Duration value) {
        return new ProcessPoolConfig(
                workers,
                slots,
                java,
                jvmArguments,
                classPath,
                startTimeout,
                value,
                queueCapacity,
                maxPayload,
                maxDeaths);
    }

    public ProcessPoolConfig withQueueCapacity(int value) {
        return new ProcessPoolConfig(
                workers,
                slots,
                java,
                jvmArguments,
                classPath,
                startTimeout,
                closeTimeout,
                value,
                maxPayload,
                maxDeaths);
    }

    public ProcessPoolConfig withMaxPayload(int value) {
        return new ProcessPoolConfig(
                workers,
                slots,
                java,
                jvmArguments,
                classPath,
                startTimeout,
                closeTimeout,
                queueCapacity,
                value,
                maxDeaths);
    }

    public ProcessPoolConfig withMaxDeaths(int value) {
        return new ProcessPoolConfig(
                workers,
                slots,
                java,
                jvmArguments,
                classPath,
                startTimeout,
                closeTimeout,
                queueCapacity,
                maxPayload,
                value);
    }

    private static void requireRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be from " + min + " to " + max + ", not " + value);
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}
