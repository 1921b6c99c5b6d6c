package org.concurrencybench.core.workloads;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.fixture.Fixtures;
import org.concurrencybench.core.model.BlockingTaskContext;

/** A built-in workload, found as users find it, prepared and open in this JVM. */
record OpenWorkload<I, O>(Workload<I, O> workload, Fixtures fixtures, BlockingTaskContext context)
        implements AutoCloseable {
    static OpenWorkload<?, ?> of(String id, Map<String, String> parameters, Path directory) throws Exception {
        return of(find(id), parameters, directory);
    }

    private static <I, O> OpenWorkload<I, O> of(Workload<I, O> workload, Map<String, String> parameters, Path directory)
            throws Exception {
        Values values = values(workload, parameters);
        Fixtures fixtures = new Fixtures(values, directory, List.of("-Xmx128m"));
        workload.prepare(fixtures);
        Map<String, URI> addresses = fixtures.addresses();
        workload.open(new ConfiguredWorkload<>(workload, values, addresses).jvmContext(1));
        return new OpenWorkload<>(workload, fixtures, BlockingTaskContext.sequential("test"));
    }

    static Workload<?, ?> find(String id) {
        for (Workload<?, ?> workload : ServiceLoader.load(Workload.class)) {
            if (workload.id().equals(id)) {
                return workload;
            }
        }
        throw new AssertionError("no workload " + id);
    }

    static Values values(Workload<?, ?> workload, Map<String, String> parameters) {
        return Values.of("workload '" + workload.id() + "'", workload.parameters(), parameters);
    }

    /** Parameters with which {@code id} is prepared in milliseconds. */
    static Map<String, String> small(String id) {
        return switch (id) {
            case "file-read", "memory-scan" -> Map.of("size", "1");
            default -> Map.of();
        };
    }

    O run(int index) throws Exception {
        return workload.run(workload.input(index), context);
    }

    String label(int index) {
        return workload.label(workload.input(index));
    }

    long digest(int index) throws Exception {
        return workload.digest(run(index));
    }

    CompletionStage<O> async(int index, AsyncContext async) {
        return workload.runAsync(workload.input(index), async);
    }

    long asyncDigest(int index, AsyncContext async) throws Exception {
        return workload.digest(async(index, async).toCompletableFuture().get(30, TimeUnit.SECONDS));
    }

    /** What {@link #digest} gives, of a task whose input and output are encoded and decoded on their way. */
    long digestAfterCrossing(int index) throws Exception {
        I input = crossed(workload.inputCodec(), workload.input(index));
        return workload.digest(crossed(workload.outputCodec(), workload.run(input, context)));
    }

    private static <T> T crossed(Codec<T> codec, T value) throws IOException {
        return codec.decode(codec.encode(value));
    }

    @Override
    public void close() throws Exception {
        context.close();
        workload.close();
        fixtures.close();
    }
}
