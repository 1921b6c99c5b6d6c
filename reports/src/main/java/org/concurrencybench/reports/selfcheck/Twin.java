package org.concurrencybench.reports.selfcheck;

import java.util.List;
import java.util.Map;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.catalog.Catalog;

/**
 * Another model under a second name, as it is or with a known share of work more. Compared with the model itself it
 * shows how often the suite claims a difference where there is none, and how often it finds one that was planted.
 */
public final class Twin implements ConcurrencyModel {
    /** Its id. */
    public static final String ID = "twin";

    /** Name of the setting that plants a difference, in per cent. */
    public static final String MORE_SETTING = "more";

    private static final Parameter<String> OF = Parameter.ofChoice(
            "of",
            "sequential",
            List.of(
                    "sequential",
                    "platform-pool",
                    "platform-per-task",
                    "fork-join",
                    "virtual-threads",
                    "completable-future",
                    "event-loop",
                    "reactor"),
            "the model that it repeats");
    private static final Parameter<Integer> MORE =
            Parameter.ofInt(MORE_SETTING, 0, 0, 100, "%", "tasks that are run once more, evenly spread");

    @Override
    public String id() {
        return ID;
    }

    @Override
    public ModelFamily family() {
        return ModelFamily.THREADS;
    }

    @Override
    public String description() {
        return "another model under a second name, with a known share of work more: for checking the suite itself";
    }

    @Override
    public List<Parameter<?>> settings() {
        return List.of(OF, MORE);
    }

    @Override
    public List<String> jvmArguments(Settings settings, int javaVersion) {
        ConcurrencyModel model = repeated(settings);
        return model.jvmArguments(of(model, settings), javaVersion);
    }

    @Override
    public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) throws Exception {
        ConcurrencyModel model = repeated(settings);
        Session<I, O> session = model.open(workload, of(model, settings));
        int more = settings.own().get(MORE);
        return more == 0 ? session : new EncoreSession<>(session, more);
    }

    private static ConcurrencyModel repeated(Settings settings) {
        return Catalog.load(Twin.class.getClassLoader()).model(settings.own().get(OF));
    }

    private static Settings of(ConcurrencyModel model, Settings settings) {
        Values defaults = Values.of("model '" + model.id() + "'", model.settings(), Map.of());
        return new Settings(settings.cpus(), settings.concurrency(), defaults);
    }
}
