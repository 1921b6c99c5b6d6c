package org.concurrencybench.process.internal.launch;

import java.io.IOException;
import org.concurrencybench.process.api.ProcessPoolException;

/** What the start methods take. */
public final class StartMethods {
    private StartMethods() {}

    /** Ready to start such workers; what that takes is made here. */
    static JvmStarter prepare(WorkerSpec<?, ?> workers, RunDirectory directory)
            throws IOException, ProcessPoolException {
        return switch (workers.options().startMethod()) {
            case SPAWN -> new Spawn(workers, directory);
            case SPAWN_AOT -> {
                AotCache cache = AotCache.of(workers);
                cache.makeIfMissing(workers, directory);
                yield CachedSpawn.of(cache, workers, directory);
            }
        };
    }

    /** Throws away what was kept from earlier workers. Returns whether there was something, so that trying again makes sense. */
    public static boolean discard(WorkerSpec<?, ?> workers) {
        return switch (workers.options().startMethod()) {
            case SPAWN -> false;
            case SPAWN_AOT -> AotCache.of(workers).delete();
        };
    }
}
