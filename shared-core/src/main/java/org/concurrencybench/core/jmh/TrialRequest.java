package org.concurrencybench.core.jmh;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.experiment.ExperimentFolder;
import org.concurrencybench.core.experiment.TrialFolder;
import org.concurrencybench.core.load.LoadRequest;

/**
 * What one trial is asked to measure, with all names resolved.
 *
 * @param warmUp how long it runs before it is measured
 * @param load tasks that arrive on a schedule; empty where batches are measured
 * @param experiment where the runner prepared the experiment, when it did
 * @param folder where the runner wants to be told, when it does
 */
record TrialRequest<I, O>(
        Workload<I, O> workload,
        Values parameters,
        ConcurrencyModel model,
        Settings settings,
        int tasks,
        WarmUp warmUp,
        Optional<LoadRequest> load,
        Optional<ExperimentFolder> experiment,
        Optional<TrialFolder> folder) {

    static TrialRequest<?, ?> of(
            String workload,
            String parameters,
            String model,
            String settings,
            int cpus,
            String concurrency,
            int tasks,
            WarmUp warmUp,
            String load) {
        Catalog catalog = Catalog.load(TrialRequest.class.getClassLoader());
        ConcurrencyModel found = catalog.model(model);
        int budget = cpus == 0 ? Runtime.getRuntime().availableProcessors() : cpus;
        Values own = Values.of("model '" + model + "'", found.settings(), pairs(settings));
        return of(
                catalog.workload(workload),
                parameters,
                found,
                new Settings(budget, concurrency(concurrency, budget), own),
                tasks,
                warmUp,
                load.isEmpty() ? Optional.empty() : Optional.of(LoadRequest.of(load)));
    }

    private static <I, O> TrialRequest<I, O> of(
            Workload<I, O> workload,
            String parameters,
            ConcurrencyModel model,
            Settings settings,
            int tasks,
            WarmUp warmUp,
            Optional<LoadRequest> load) {
        Values values = Values.of("workload '" + workload.id() + "'", workload.parameters(), pairs(parameters));
        return new TrialRequest<>(
                workload,
                values,
                model,
                settings,
                tasks,
                warmUp,
                load,
                folder(ExperimentFolder.PROPERTY).map(ExperimentFolder::new),
                folder(TrialFolder.PROPERTY).map(TrialFolder::new));
    }

    Trial<I, O> open() throws Exception {
        return Trial.open(this);
    }

    /** {@code a=1,b=2} as a map. */
    static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.isBlank() ? new String[0] : text.split(",")) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new UsageException("'" + pair + "' is not name=value");
            }
            pairs.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return pairs;
    }

    private static int concurrency(String text, int cpus) {
        return switch (text) {
            case "unbounded" -> Settings.UNBOUNDED;
            case "0", "" -> cpus;
            default -> {
                try {
                    yield Integer.parseInt(text);
                } catch (NumberFormatException e) {
                    throw new UsageException(
                            "concurrency cannot be '" + text + "': write a number from 1, or unbounded");
                }
            }
        };
    }

    private static Optional<Path> folder(String property) {
        return Optional.ofNullable(System.getProperty(property)).map(Path::of);
    }
}
