package org.concurrencybench.reports.cli;

import java.io.File;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.workloads.NothingWorkload;
import org.concurrencybench.reports.plan.PlanReader;
import org.concurrencybench.reports.records.ShellWords;
import org.concurrencybench.reports.run.Progress;
import org.concurrencybench.reports.run.jars.UserJars;
import org.concurrencybench.reports.run.machine.Jvm;
import org.concurrencybench.reports.selfcheck.Twin;
import org.concurrencybench.reports.tryout.InProcessTryout;
import org.concurrencybench.reports.tryout.TryRequest;
import org.concurrencybench.reports.tryout.Tryout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code try}: says what is wrong with workloads and models of a user's, before they are measured. */
@Command(
        name = "try",
        description =
                "Run a few tasks of your own workloads under every model, and print what is wrong with them and how to fix it. Nothing is"
                        + " measured. Exit code 1 if something is wrong.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TryCommand implements Callable<Integer> {
    /** What models are tried with that come without workloads. */
    private static final List<String> WITH_MODELS = List.of(NothingWorkload.ID, "primes", "sleep");

    private static final String DEFAULT_LIMIT = "60s";
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    @Parameters(
            arity = "1..*",
            paramLabel = "JAR",
            description =
                    "Jars or folders with workloads and models of your own, and the libraries that they need. Models without workloads"
                            + " are tried with nothing, primes and sleep.")
    private List<Path> jars = List.of();

    @Option(
            names = {"--workload", "--workloads"},
            paramLabel = "X,Y",
            split = ",",
            completionCandidates = Candidates.Workloads.class,
            description = "Try only these workloads.")
    private List<String> workloads = List.of();

    @Option(
            names = {"--model", "--models"},
            paramLabel = "A,B",
            split = ",",
            completionCandidates = Candidates.Models.class,
            description = "Try them under these models only.")
    private List<String> models = List.of();

    @Option(
            names = "--limit",
            paramLabel = "TIME",
            defaultValue = DEFAULT_LIMIT,
            description =
                    "Maximum time of a step: a workload alone, or under one model; ${DEFAULT-VALUE} by default. What takes longer is"
                            + " ended.")
    private String limit = DEFAULT_LIMIT;

    @Option(
            names = "--in-process",
            description =
                    "Run the tasks in this JVM, for a debugger: without a limit, and with whole stack traces. Needs --model.")
    private boolean inProcess;

    @Override
    public Integer call() throws Exception {
        List<Path> userJars = found();
        Catalog builtIn = Catalog.load(TryCommand.class.getClassLoader());
        Catalog catalog = UserJars.catalog(userJars);
        if (inProcess && models.isEmpty()) {
            throw new UsageException("--in-process needs --model: name the model that tasks are to run under");
        }
        List<String> ownModels = UserJars.addedModels(catalog, builtIn);
        List<String> ownWorkloads = UserJars.addedWorkloads(catalog, builtIn);
        TryRequest request = new TryRequest(
                workloads.isEmpty() ? ownWorkloads.isEmpty() ? WITH_MODELS : ownWorkloads : known(workloads, catalog),
                models(catalog, ownWorkloads.isEmpty() ? ownModels : List.of()),
                userJars,
                Jvm.of(List.of(Jvm.executable(Path.of(System.getProperty("java.home")))))
                        .getFirst(),
                Runtime.getRuntime().availableProcessors(),
                limit(),
                "concurrency-bench run --jars=" + ShellWords.quote(paths()));
        PrintStream console = System.out;
        Progress progress = new Progress(console, Terminal.isInteractive(), Terminal::columns);
        boolean well = inProcess
                ? new InProcessTryout(request, catalog, progress).tell()
                : new Tryout(request, catalog, progress).tell();
        return well ? ExitCode.MEASURED : ExitCode.FAILED;
    }

    /** As an option of {@code run} has them. */
    private String paths() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private List<Path> found() {
        try {
            return UserJars.find(paths());
        } catch (UsageException e) { // here they are not an option's
            throw new UsageException(
                    String.valueOf(e.getMessage()).replaceFirst("^bench\\.jars \\(--jars\\): ", ""), e);
        }
    }

    private static List<String> known(List<String> ids, Catalog catalog) {
        return ids.stream()
                .map(id -> catalog.workload(id.strip()).id())
                .distinct()
                .toList();
    }

    /** Those that are named, else {@code own}, else all but the one by which the suite checks itself. */
    private List<String> models(Catalog catalog, List<String> own) {
        if (!models.isEmpty()) {
            return models.stream()
                    .map(id -> catalog.model(id.strip()).id())
                    .distinct()
                    .toList();
        }
        List<String> all = new ArrayList<>(own);
        if (all.isEmpty()) {
            catalog.models().stream()
                    .map(ConcurrencyModel::id)
                    .filter(id -> !id.equals(Twin.ID))
                    .forEach(all::add);
        }
        return all;
    }

    private Duration limit() {
        Duration parsed = PlanReader.parseDuration("--limit", limit);
        if (parsed.compareTo(SHORTEST) < 0) {
            throw new UsageException("--limit must be 1s or more, not " + limit);
        }
        return parsed;
    }
}
