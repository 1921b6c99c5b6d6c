package org.concurrencybench.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;

/** The models of this module that this JVM can run, and sessions of them. */
final class Models {
    private static final Values NONE = Values.of("test", List.of(), Map.of());

    private Models() {}

    static List<ConcurrencyModel> all() {
        List<ConcurrencyModel> all = new ArrayList<>(concurrent());
        all.addFirst(new Sequential());
        return all;
    }

    static List<ConcurrencyModel> concurrent() {
        List<ConcurrencyModel> models = new ArrayList<>(
                List.of(new PlatformPool(), new PlatformPerTask(), new ForkJoin(), new VirtualThreads()));
        if (Runtime.version().feature() == 25) {
            models.add(new StructuredScope());
        }
        return models;
    }

    static Settings settings(int cpus, int concurrency) {
        return new Settings(cpus, concurrency, NONE);
    }

    static <I, O> Session<I, O> open(ConcurrencyModel model, Workload<I, O> workload, Settings settings)
            throws Exception {
        return model.open(new ConfiguredWorkload<>(workload, NONE, Map.of()), settings);
    }
}
