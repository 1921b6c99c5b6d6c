package org.concurrencybench.reports.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.PlanReader;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What can be measured, as data: {@code workloads}, {@code models} and {@code plans}, each a list of entries with an
 * id.
 */
final class Listing {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Listing() {}

    /** As JSON; kinds that are not asked for are left out. */
    static String json(Catalog catalog, ListCommand.Kind kind) {
        Map<String, Object> listing = new LinkedHashMap<>();
        if (kind.includes(ListCommand.Kind.WORKLOADS)) {
            listing.put(
                    "workloads",
                    catalog.workloads().stream().map(Listing::workload).toList());
        }
        if (kind.includes(ListCommand.Kind.MODELS)) {
            listing.put("models", catalog.models().stream().map(Listing::model).toList());
        }
        if (kind.includes(ListCommand.Kind.PLANS)) {
            listing.put("plans", PlanReader.BUILT_IN.stream().map(Listing::plan).toList());
        }
        return MAPPER.writeValueAsString(listing);
    }

    private static Map<String, Object> workload(Workload<?, ?> workload) {
        Map<String, Object> entry = entry(workload.id(), workload.description());
        entry.put("waits", workload.waits());
        entry.put("hasAsync", workload.hasAsync());
        entry.put("parameters", parameters(workload.parameters()));
        return entry;
    }

    private static Map<String, Object> model(ConcurrencyModel model) {
        Map<String, Object> entry = entry(model.id(), model.description());
        entry.put("family", model.family().id());
        entry.put("settings", parameters(model.settings()));
        return entry;
    }

    private static Map<String, Object> plan(String name) {
        return entry(name, PlanReader.read(name).description());
    }

    private static Map<String, Object> entry(String id, String description) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", id);
        entry.put("description", description);
        return entry;
    }

    private static List<Map<String, Object>> parameters(List<Parameter<?>> declared) {
        return declared.stream()
                .map(parameter -> {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put("name", parameter.name());
                    entry.put("default", Parameter.format(parameter.defaultValue()));
                    entry.put("description", parameter.description());
                    entry.put("allowed", parameter.allowed());
                    entry.put("unit", parameter.unit());
                    return entry;
                })
                .toList();
    }
}
