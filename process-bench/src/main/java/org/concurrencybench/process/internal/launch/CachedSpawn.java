package org.concurrencybench.process.internal.launch;

import java.io.IOException;
import java.util.List;

/**
 * Starts JVMs out of a cache, and without it once it is gone: a pool may outlive the cache, and its workers must be
 * replaced then too.
 */
record CachedSpawn(AotCache cache, Spawn withCache, Spawn without) implements JvmStarter {
    static CachedSpawn of(AotCache cache, WorkerSpec<?, ?> workers, RunDirectory directory) throws IOException {
        return new CachedSpawn(
                cache, new Spawn(workers, directory, "args-cached", cache.arguments()), new Spawn(workers, directory));
    }

    @Override
    public Process start(String mark, List<String> arguments) throws IOException {
        return (cache.exists() ? withCache : without).start(mark, arguments);
    }
}
