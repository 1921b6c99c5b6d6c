package org.concurrencybench.reports.cli;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.Computation;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.text.Printable;

/**
 * The catalogue as a page in Markdown: workloads, models, and which model runs which workload. All of it is what their
 * classes say of themselves.
 */
final class CatalogueMarkdown {
    /** The JDK that models are asked about: the recommended one, so that the page is the same whichever prints it. */
    static final int JAVA = 25;

    private static final String INTRODUCTION = """
            # Workloads and models

            Printed by `concurrency-bench list --markdown`, from what the classes say of themselves. A name in `code` is what plans and the
            options `--workloads`, `--models` and `--params` take. What each workload showed in a recorded run: [effects](effects.md).

            """;

    private static final String MATRIX = """
            ## Which model runs which workload

            *yes*: as the model is described above. *one stage*: the workload has no asynchronous form; a model of the family `async`
            then runs its blocking form as a single stage, which holds a thread to its end. *no*: the model refuses the workload before anything is
            measured, with the reason that stands below.

            """;

    private CatalogueMarkdown() {}

    /** Those parts of {@code catalog} that are asked for; plans are not among them. */
    static String of(Catalog catalog, ListCommand.Kind kind) {
        if (kind == ListCommand.Kind.ALL) {
            return of(catalog.workloads(), catalog.models());
        }
        StringBuilder page = new StringBuilder();
        if (kind.includes(ListCommand.Kind.WORKLOADS)) {
            addWorkloads(page, catalog.workloads());
        }
        if (kind.includes(ListCommand.Kind.MODELS)) {
            addModels(page, catalog.models());
        }
        return page.toString();
    }

    /** The whole page. */
    static String of(Collection<Workload<?, ?>> workloads, Collection<ConcurrencyModel> models) {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        addWorkloads(page, workloads);
        page.append('\n');
        addModels(page, models);
        page.append('\n').append(MATRIX).append("Asked for JDK ").append(JAVA).append(".\n\n");
        addMatrix(page, workloads, models);
        addRefusals(page, workloads, models);
        return page.toString();
    }

    private static void addWorkloads(StringBuilder page, Collection<Workload<?, ?>> workloads) {
        page.append("## Workloads\n\n");
        row(page, "workload", "what it does", "waits", "asynchronous form", "asks the model for", "computing parts");
        rule(page, 6);
        for (Workload<?, ?> workload : workloads) {
            row(
                    page,
                    code(workload.id()),
                    text(workload.description()),
                    workload.waits() ? "yes" : "no",
                    workload.hasAsync() ? "yes" : "no",
                    codes(workload.capabilities(), Class::getSimpleName),
                    codes(workload.computations(), CatalogueMarkdown::name));
        }
        page.append("\nTheir parameters:\n\n");
        addParameters(page, "workload", workloads, Workload::id, Workload::parameters);
    }

    private static void addModels(StringBuilder page, Collection<ConcurrencyModel> models) {
        page.append("## Models\n\n");
        row(page, "model", "family", "what it is");
        rule(page, 3);
        for (ConcurrencyModel model : models) {
            row(page, code(model.id()), model.family().id(), text(model.description()));
        }
        page.append("\nTheir settings, in addition to `cpus` and `concurrency`, which all have:\n\n");
        addParameters(page, "model", models, ConcurrencyModel::id, ConcurrencyModel::settings);
    }

    private static <T> void addParameters(
            StringBuilder page,
            String owner,
            Collection<T> owners,
            Function<T, String> id,
            Function<T, List<Parameter<?>>> declared) {
        row(page, owner, "name", "type", "default", "unit", "range", "meaning");
        rule(page, 7);
        for (T each : owners) {
            for (Parameter<?> parameter : declared.apply(each)) {
                row(
                        page,
                        code(id.apply(each)),
                        code(parameter.name()),
                        type(parameter),
                        text(Parameter.format(parameter.defaultValue())),
                        text(parameter.type() == Duration.class ? "" : parameter.unit()),
                        text(parameter.allowed()),
                        text(parameter.description()));
            }
        }
    }

    private static void addMatrix(
            StringBuilder page, Collection<Workload<?, ?>> workloads, Collection<ConcurrencyModel> models) {
        page.append("| |");
        models.forEach(model -> page.append(' ').append(code(model.id())).append(" |"));
        page.append('\n');
        rule(page, models.size() + 1);
        for (Workload<?, ?> workload : workloads) {
            page.append("| ").append(code(workload.id())).append(" |");
            models.forEach(
                    model -> page.append(' ').append(how(model, workload)).append(" |"));
            page.append('\n');
        }
    }

    private static String how(ConcurrencyModel model, Workload<?, ?> workload) {
        if (model.refusal(workload, JAVA).isPresent()) {
            return "no";
        }
        return model.family() == ModelFamily.ASYNC && !workload.hasAsync() ? "one stage" : "yes";
    }

    private static void addRefusals(
            StringBuilder page, Collection<Workload<?, ?>> workloads, Collection<ConcurrencyModel> models) {
        String refusals = models.stream()
                .flatMap(model -> workloads.stream()
                        .flatMap(workload -> model.refusal(workload, JAVA).stream()
                                .map(reason -> refusal(model.id(), workload.id()) + text(reason) + " |\n")))
                .collect(Collectors.joining());
        if (refusals.isEmpty()) {
            page.append("\nNo model refuses a workload.\n");
        } else {
            page.append('\n');
            row(page, "refused", "because");
            rule(page, 2);
            page.append(refusals);
        }
    }

    /** How the line of a refusal begins. */
    static String refusal(String model, String workload) {
        return "| " + code(model) + " does not run " + code(workload) + " | ";
    }

    private static String type(Parameter<?> parameter) {
        Class<?> type = parameter.type();
        if (type == Integer.class) {
            return "number";
        }
        if (type == Duration.class) {
            return "duration";
        }
        return parameter.allowed().startsWith("one of ") ? "choice" : "text";
    }

    private static String name(Computation<?, ?> computation) {
        return computation.getClass().getSimpleName();
    }

    private static <T> String codes(List<T> all, Function<T, String> name) {
        return all.stream().map(each -> code(name.apply(each))).collect(Collectors.joining(", "));
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    /** {@code text} in one line, without anything that Markdown would take for its own. */
    private static String text(String text) {
        return Printable.of(text).replaceAll("\\s+", " ").strip().replaceAll("[\\\\`*_|<\\[]", "\\\\$0");
    }

    private static void row(StringBuilder page, String... cells) {
        page.append('|');
        for (String cell : cells) {
            page.append(cell.isEmpty() ? " " : " " + cell + " ").append('|');
        }
        page.append('\n');
    }

    private static void rule(StringBuilder page, int columns) {
        page.append('|').append(" --- |".repeat(columns)).append('\n');
    }
}
