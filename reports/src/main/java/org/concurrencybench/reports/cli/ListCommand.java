package org.concurrencybench.reports.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.PlanReader;
import org.concurrencybench.reports.run.jars.UserJars;
import org.concurrencybench.reports.text.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code list}: what can be measured. */
@Command(
        name = "list",
        description = "List workloads with their parameters, models with their settings, and plans.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    /** What can be listed. */
    enum Kind {
        ALL,
        WORKLOADS,
        MODELS,
        PLANS;

        /** Whether {@code one} is asked for. */
        boolean includes(Kind one) {
            return this == ALL || this == one;
        }
    }

    @Parameters(arity = "0..1", defaultValue = "all", description = "One of: ${COMPLETION-CANDIDATES}; all by default.")
    private Kind kind = Kind.ALL;

    @Option(
            names = "--jars",
            paramLabel = "PATHS",
            description = "Jars or folders with workloads and models of your own.")
    private @Nullable String jars;

    @ArgGroup
    private Form form = new Form();

    /** What is printed instead of the list for people; one of them at most. */
    static final class Form {
        @Option(names = "--json", description = "Print JSON, for other programs.")
        private boolean json;

        @Option(
                names = "--markdown",
                description = "Print tables of workloads and models in Markdown, and which model runs which workload.")
        private boolean markdown;
    }

    @Override
    public Integer call() {
        List<Path> userJars = jars == null ? List.of() : UserJars.find(jars);
        Catalog catalog = UserJars.catalog(userJars);
        PrintStream out = System.out;
        if (form.json) {
            out.println(Listing.json(catalog, kind));
            return ExitCode.MEASURED;
        }
        if (form.markdown) {
            out.print(CatalogueMarkdown.of(catalog, kind));
            return ExitCode.MEASURED;
        }
        if (kind.includes(Kind.WORKLOADS)) {
            out.println("Workloads");
            catalog.workloads()
                    .forEach(workload -> entry(out, workload.id(), workload.description(), workload.parameters()));
        }
        if (kind.includes(Kind.MODELS)) {
            out.println("Models");
            catalog.models()
                    .forEach(model ->
                            entry(out, model.id(), model.family().id() + ": " + model.description(), model.settings()));
        }
        if (kind.includes(Kind.PLANS)) {
            out.println("Plans");
            PlanReader.BUILT_IN.forEach(
                    name -> entry(out, name, PlanReader.read(name).description(), List.of()));
        }
        return ExitCode.MEASURED;
    }

    private static void entry(PrintStream out, String id, String description, List<Parameter<?>> parameters) {
        out.printf(Locale.ROOT, "  %-20s %s%n", id, Printable.of(description));
        for (Parameter<?> parameter : parameters) {
            out.printf(
                    Locale.ROOT,
                    "  %-20s   %s=%s  %s; %s%s%n",
                    "",
                    parameter.name(),
                    Parameter.format(parameter.defaultValue()),
                    Printable.of(parameter.description()),
                    parameter.allowed(),
                    parameter.unit().isEmpty() || parameter.unit().equals("duration")
                            ? ""
                            : " (" + parameter.unit() + ")");
        }
    }
}
