package org.concurrencybench.core.workloads;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
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
        return new OpenWorkload<>(workload, fixtures, new BlockingTaskContext("test", 4));
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

    O run(int index) throws Exception {
        return workload.run(workload.input(index), context);
    }

    long digest(int index) throws Exception {
        return workload.digest(run(index));
    }

    @Override
    public void close() throws Exception {
        context.close();
        workload.close();
        fixtures.close();
    }
}
