package org.concurrencybench.process.api;

/**
 * How worker JVMs come to be. A third way, workers that are started ahead, goes with both:
 * {@code ProcessPoolConfig.withSpares}.
 *
 * <p>There is no {@code fork}: the copy of a JVM has the thread that called it and none of the collector's and
 * compiler's.
 */
public enum StartMethod {
    /** A fresh JVM for each worker. */
    SPAWN,
    /**
     * A fresh JVM that finds its classes parsed and linked in an ahead-of-time cache (JEP 483, 514). The first start on
     * a JDK, class path, arguments and function makes the cache, which takes seconds; workers that cannot load it do
     * not start. Needs JDK 25 or newer and a class path of jars.
     */
    SPAWN_AOT
}
