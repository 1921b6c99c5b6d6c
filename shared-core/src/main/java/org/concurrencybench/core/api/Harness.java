package org.concurrencybench.core.api;

/**
 * The JMH benchmark that measures the models of a family. Found by {@link java.util.ServiceLoader} in the module that
 * has these models; the class needs a public constructor without arguments.
 */
public interface Harness {
    /** Whose models it measures. */
    ModelFamily family();

    /** The name of a class that extends {@code BatchBenchmark}. */
    String benchmark();
}
