package org.concurrencybench.process.pool;

import java.io.IOException;

/**
 * How worker JVMs come to be. A third way, workers that are started ahead, goes with both: {@link ProcessPoolConfig#withSpares}.
 *
 * <p>There is no {@code fork}: the copy of a JVM has the thread that called it and none of the collector's and compiler's.
 */
public enum StartMethodKind {
    /** A fresh JVM for each worker. */
    SPAWN {
        @Override
        StartMethod prepare(ProcessPoolConfig config, Registration<?, ?> registration, RunDirectory directory)
                throws IOException {
            return new Spawn(config, directory);
        }
    },
    /**
     * A fresh JVM that finds its classes parsed and linked in an ahead-of-time cache (JEP 483, 514). The first start on a JDK, class path,
     * arguments and function makes the cache, which takes seconds; workers that cannot load it do not start. Needs JDK 25 or newer and
     * a class path of jars.
     */
    SPAWN_AOT {
        @Override
        StartMethod prepare(ProcessPoolConfig config, Registration<?, ?> registration, RunDirectory directory)
                throws IOException, ProcessPoolException {
            AotCache cache = AotCache.of(config, registration.function());
            cache.makeIfMissing(config, registration, directory);
            return CachedSpawn.of(cache, config, directory);
        }

        @Override
        boolean discard(ProcessPoolConfig config, Registration<?, ?> registration) {
            return AotCache.of(config, registration.function()).delete();
        }
    };

    /** Ready to start workers; what that takes is made here. */
    abstract StartMethod prepare(ProcessPoolConfig config, Registration<?, ?> registration, RunDirectory directory)
            throws IOException, ProcessPoolException;

    /** Throws away what it has kept from earlier pools. Returns whether there was something, so that trying again makes sense. */
    boolean discard(ProcessPoolConfig config, Registration<?, ?> registration) {
        return false;
    }
}
