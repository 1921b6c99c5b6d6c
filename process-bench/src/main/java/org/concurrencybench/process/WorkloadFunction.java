package org.concurrencybench.process;

import java.lang.reflect.Constructor;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.diagnosis.ExitWitness;
import org.concurrencybench.core.diagnosis.Nulls;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.core.model.ExecutorFanOut;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerContext;
import org.concurrencybench.process.api.WorkerFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs a workload in a worker: made by the name of its class, with the values and addresses that the parent has. Parts
 * of its tasks run in this worker, on as many threads of their own as it has slots.
 */
final class WorkloadFunction<I, O> implements WorkerFunction<I, O> {
    private static final String MODEL = "process-pool";
    private static final String WORKLOAD = "workload";
    private static final String JVMS = "jvms";
    private static final String PARAMETER = "parameter.";
    private static final String ADDRESS = "address.";

    private @Nullable Workload<I, O> opened;
    private @Nullable BlockingTaskContext context;
    private @Nullable ExitWitness exits;

    /** What the parent registers for {@code workload}. */
    @SuppressWarnings("unchecked") // of this class, for the workload's types
    static <I, O> FunctionSpec<I, O> spec(ConfiguredWorkload<I, O> workload, int jvms) {
        Map<String, String> setup = new HashMap<>();
        setup.put(WORKLOAD, workload.workload().getClass().getName());
        setup.put(JVMS, Integer.toString(jvms));
        workload.parameters().asText().forEach((name, value) -> setup.put(PARAMETER + name, value));
        workload.addresses().forEach((name, address) -> setup.put(ADDRESS + name, address.toString()));
        Class<? extends WorkerFunction<I, O>> self =
                (Class<? extends WorkerFunction<I, O>>) (Class<?>) WorkloadFunction.class;
        return new FunctionSpec<>(
                self,
                setup,
                workload.workload().inputCodec(),
                workload.workload().outputCodec());
    }

    @Override
    public void open(WorkerContext worker) throws Exception {
        Workload<I, O> workload = instance(worker.setup().getOrDefault(WORKLOAD, ""));
        Map<String, String> parameters = new HashMap<>();
        Map<String, URI> addresses = new HashMap<>();
        worker.setup().forEach((key, value) -> {
            if (key.startsWith(PARAMETER)) {
                parameters.put(key.substring(PARAMETER.length()), value);
            } else if (key.startsWith(ADDRESS)) {
                addresses.put(key.substring(ADDRESS.length()), URI.create(value));
            }
        });
        Values values = Values.of("workload '" + workload.id() + "'", workload.parameters(), parameters);
        int jvms = Integer.parseInt(worker.setup().getOrDefault(JVMS, "1"));
        workload.open(new ConfiguredWorkload<>(workload, values, addresses).jvmContext(jvms));
        exits = ExitWitness.watch(System.err::println); // the parent keeps what a worker prints last
        context = new BlockingTaskContext(MODEL, worker.slots(), ExecutorFanOut.leafPool(MODEL, worker.slots()));
        opened = workload;
        WorkerUsage.reportIfAsked(worker);
    }

    @SuppressWarnings("unchecked") // the parent names the class of the workload whose types it registered
    private static <I, O> Workload<I, O> instance(String className) throws ReflectiveOperationException {
        Constructor<?> constructor = Class.forName(className).getDeclaredConstructor();
        constructor.setAccessible(true);
        return (Workload<I, O>) constructor.newInstance();
    }

    @Override
    public O run(I input) throws Exception {
        Workload<I, O> workload = workload();
        O output = workload.run(input, Objects.requireNonNull(context));
        Nulls.checkOutputInWorker(workload, output);
        return output;
    }

    @Override
    public void close() throws Exception {
        if (exits != null) {
            exits.over();
        }
        try (BlockingTaskContext ending = context) {
            workload().close();
        }
    }

    @Override
    public Codec<I> inputCodec() {
        return workload().inputCodec();
    }

    @Override
    public Codec<O> outputCodec() {
        return workload().outputCodec();
    }

    private Workload<I, O> workload() {
        return Objects.requireNonNull(opened, "the function is not open");
    }
}
