package org.concurrencybench.process.internal.launch;

import java.io.IOException;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.internal.transport.TransportProvider;
import org.concurrencybench.process.internal.transport.Transports;

/** Makes what start methods need before they can start workers. */
public final class StartMethods {
    private StartMethods() {}

    /** What these workers are started with. What their start method needs, such as a cache, is made here. */
    public static <I, O> LaunchContext<I, O> prepare(WorkerSpec<I, O> workers, RunDirectory directory)
            throws IOException, ProcessPoolException {
        TransportProvider transport = Transports.of(workers.options().transport());
        return new LaunchContext<>(workers, directory, transport, starter(workers, directory));
    }

    private static JvmStarter starter(WorkerSpec<?, ?> workers, RunDirectory directory)
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

    /**
     * Throws away what was kept from earlier workers. Returns whether there was something, so that trying again makes
     * sense.
     */
    public static boolean discard(WorkerSpec<?, ?> workers) {
        return switch (workers.options().startMethod()) {
            case SPAWN -> false;
            case SPAWN_AOT -> AotCache.of(workers).delete();
        };
    }
}
