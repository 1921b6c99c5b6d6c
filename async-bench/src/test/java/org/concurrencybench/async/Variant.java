package org.concurrencybench.async;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;

/**
 * A model with settings of its own.
 *
 * @param name for reports of tests
 * @param given its own settings
 * @param stageThread a pattern for the names of the threads that stages run on
 */
record Variant(String name, ConcurrencyModel model, Map<String, String> given, String stageThread) {
    private static final Values NONE = Values.of("test", List.of(), Map.of());

    static final Variant OWN = chains("own", "completable-future-\\d");
    static final Variant COMMON = chains("common", "ForkJoinPool\\.commonPool-worker-\\d+");
    static final Variant VIRTUAL = chains("virtual", "completable-future-\\d+");
    static final Variant EVENT_LOOP = new Variant("event-loop", new EventLoopModel(), Map.of(), "event-loop-0");
    static final Variant REACTOR = new Variant("reactor", new ReactorModel(), Map.of(), "reactor-\\d");

    private static Variant chains(String executor, String stageThread) {
        return new Variant(
                "chains-" + executor, new CompletableFutureChains(), Map.of("executor", executor), stageThread);
    }

    static Stream<Variant> all() {
        return Stream.of(OWN, COMMON, VIRTUAL, EVENT_LOOP, REACTOR);
    }

    Settings settings(int cpus, int concurrency) {
        return new Settings(cpus, concurrency, Values.of("test", model.settings(), given));
    }

    <I, O> Session<I, O> open(Workload<I, O> workload, int cpus, int concurrency) throws Exception {
        return model.open(new ConfiguredWorkload<>(workload, NONE, Map.of()), settings(cpus, concurrency));
    }

    @Override
    public String toString() {
        return name;
    }
}
