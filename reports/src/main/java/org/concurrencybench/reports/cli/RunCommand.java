package org.concurrencybench.reports.cli;

import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.PlanReader;
import org.concurrencybench.reports.records.ShellWords;
import org.concurrencybench.reports.run.DryRun;
import org.concurrencybench.reports.run.ProfileRequest;
import org.concurrencybench.reports.run.Progress;
import org.concurrencybench.reports.run.Run;
import org.concurrencybench.reports.run.RunRequest;
import org.concurrencybench.reports.run.jars.UserJars;
import org.concurrencybench.reports.run.machine.Jvm;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: measures a plan and writes the report. */
@Command(
        name = "run",
        description =
                "Measure a plan and write the report. With Maven, every option is a property: -Dbench.plan=smoke.",
        mixinStandardHelpOptions = false,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    @Option(
            names = "--plan",
            paramLabel = "NAME|FILE",
            defaultValue = "quick",
            completionCandidates = Candidates.Plans.class,
            description = "A built-in plan (see 'list plans') or a .toml file; ${DEFAULT-VALUE} by default.")
    private String plan = "";

    @Option(
            names = "--models",
            paramLabel = "A,B",
            split = ",",
            completionCandidates = Candidates.Models.class,
            description = "Measure only these models.")
    private List<String> models = List.of();

    @Option(
            names = "--workloads",
            paramLabel = "X,Y",
            split = ",",
            completionCandidates = Candidates.Workloads.class,
            description = "Measure only these workloads.")
    private List<String> workloads = List.of();

    @Option(
            names = "--params",
            paramLabel = "W.P=V,…",
            split = ",",
            description = "Parameters of workloads, for example sleep.latency=5ms.")
    private List<String> params = List.of();

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Tasks in flight for the compared models: a number, cpus or unbounded.")
    private @Nullable String concurrency;

    @Option(
            names = "--tasks",
            paramLabel = "N",
            description = "Tasks per batch; by default the plan or a pilot chooses.")
    private @Nullable Integer tasks;

    @Option(names = "--budget", paramLabel = "TIME", description = "Maximum wall-clock time, for example 10m.")
    private @Nullable String budget;

    @Option(
            names = "--precision",
            paramLabel = "P%",
            description = "The smallest difference that matters, for example 10%%.")
    private @Nullable String precision;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Run exactly N rounds; with fewer than five there are no verdicts.")
    private @Nullable Integer rounds;

    @Option(
            names = "--jars",
            paramLabel = "PATHS",
            description =
                    "Jars or folders with workloads and models of your own, and the libraries that they need. Their workloads are measured,"
                            + " or those that --workloads or a plan of your own names.")
    private @Nullable String jars;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = ReportFiles.DEFAULT_FOLDER,
            description =
                    "The folder for results and report; ${DEFAULT-VALUE} by default. An earlier run there moves to history/.")
    private String out = ReportFiles.DEFAULT_FOLDER;

    @Option(
            names = "--resume",
            paramLabel = "true|false",
            arity = "0..1",
            defaultValue = "false",
            fallbackValue = "true",
            description = "Resume the run in the output folder; its options need not be repeated.")
    private boolean resume;

    @Option(
            names = "--jvm",
            paramLabel = "A,B",
            split = ",",
            description =
                    "The folder or java executable of the JDK to measure with, by default the one that runs this; several are compared.")
    private List<String> jvm = List.of();

    @Option(
            names = "--cpus",
            paramLabel = "N",
            description = "The CPU budget of every model; by default all usable processors.")
    private @Nullable Integer cpus;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Random seed for the order of the cells; taken from the clock by default, and recorded.")
    private @Nullable Long seed;

    @Option(
            names = "--profile",
            paramLabel = "CELL",
            description =
                    "Record this cell with the flight recorder in one more trial after the measured ones: its id, or WORKLOAD/MODEL.")
    private @Nullable String profile;

    @Option(
            names = "--profiler-library",
            paramLabel = "FILE",
            description = "async-profiler's library, to record the cell of --profile with it as well.")
    private @Nullable String profilerLibrary;

    @Option(
            names = "--dry-run",
            paramLabel = "true|false",
            arity = "0..1",
            defaultValue = "false",
            fallbackValue = "true",
            description =
                    "Print what would be measured and how long it would take, without measuring or writing anything.")
    private boolean dryRun;

    @Option(names = "--defer-verdict", hidden = true, description = "Leave the verdict table to a later 'check'.")
    private boolean deferVerdict;

    @Option(names = "--check-only", hidden = true, description = "Refuse what cannot be measured, and end.")
    private boolean checkOnly;

    @Override
    public Integer call() throws Exception {
        Path folder = outFolder();
        List<Path> userJars = jars == null ? List.of() : UserJars.find(jars);
        Catalog builtIn = Catalog.load(RunCommand.class.getClassLoader());
        Catalog catalog = userJars.isEmpty() ? builtIn : UserJars.catalog(userJars);
        PlanChanges changes = new PlanChanges(
                stripped("models", models),
                stripped("workloads", workloads),
                stripped("params", params),
                concurrency == null ? null : concurrency.strip(),
                tasks,
                budget,
                precision,
                rounds);
        Plan changed = changes.apply(
                PlanReader.read(plan),
                catalog,
                UserJars.addedWorkloads(catalog, builtIn),
                UserJars.addedModels(catalog, builtIn));
        int processors = Runtime.getRuntime().availableProcessors();
        if (cpus != null && (cpus < 1 || cpus > processors)) {
            throw new UsageException("cpus cannot be " + cpus + ": this JVM may use 1 to " + processors);
        }
        RunRequest request = new RunRequest(
                changed,
                userJars,
                folder,
                resume,
                Jvm.of(javas(changed)),
                cpus == null ? processors : cpus,
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                command(changes),
                profile());
        PrintStream console = System.out;
        Progress progress = new Progress(console, Terminal.isInteractive(), Terminal::columns);
        if (checkOnly) {
            new DryRun(request, catalog, progress).check();
            return ExitCode.MEASURED;
        }
        if (dryRun) {
            if (resume) {
                throw new UsageException("bench.dry-run (--dry-run) cannot be combined with bench.resume (--resume)");
            }
            new DryRun(request, catalog, progress).tell();
            return ExitCode.MEASURED;
        }
        new Run(request, catalog, progress).execute(ReportFiles::write);
        return deferVerdict ? ExitCode.MEASURED : CheckCommand.check(request.out(), console);
    }

    private Optional<ProfileRequest> profile() {
        if (profilerLibrary != null && !Files.isRegularFile(path("profiler-library", profilerLibrary))) {
            throw new UsageException("bench.profiler-library (--profiler-library): there is no file "
                    + path("profiler-library", profilerLibrary) + "; name async-profiler's libasyncProfiler.so");
        }
        if (profile == null && profilerLibrary != null) {
            throw new UsageException(
                    "bench.profiler-library (--profiler-library) needs bench.profile (--profile), which names the cell");
        }
        return Optional.ofNullable(profile)
                .map(cell -> new ProfileRequest(
                        cell.strip(),
                        Optional.ofNullable(profilerLibrary).map(file -> path("profiler-library", file))));
    }

    private Path outFolder() {
        if (out.isBlank()) {
            throw new UsageException(
                    "bench.out (--out) is empty: name the folder for results and report, or leave it out for "
                            + ReportFiles.DEFAULT_FOLDER);
        }
        return path("out", out);
    }

    private static Path path(String option, String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new UsageException(
                    "bench." + option + " (--" + option + ") cannot be '" + text
                            + "': it is not a valid path on this system",
                    e);
        }
    }

    /** A list as it is typed: {@code "a, b"} has a blank, which belongs to nobody. */
    private List<String> stripped(String option, List<String> typed) {
        List<String> stripped = typed.stream()
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
        boolean given = spec != null && spec.commandLine().getParseResult().hasMatchedOption("--" + option);
        if (stripped.isEmpty() && given) {
            throw new UsageException(
                    "bench." + option + " (--" + option + ") is empty: name at least one, or leave it out");
        }
        return stripped;
    }

    private List<Path> javas(Plan plan) {
        List<String> named = jvm.isEmpty() ? plan.jvms() : jvm;
        return (named.isEmpty() ? List.of(System.getProperty("java.home")) : named)
                .stream().map(RunCommand::java).toList();
    }

    private static Path java(String text) {
        Path given = path("jvm", text.strip());
        Path java = Files.isDirectory(given) ? Jvm.executable(given) : given;
        if (!Files.isExecutable(java)) {
            throw new UsageException("bench.jvm (--jvm): there is no java executable at " + java.toAbsolutePath()
                    + "; name a JDK's folder or its bin/java");
        }
        return java.toAbsolutePath();
    }

    /** What to type to repeat it, from any folder: files are named by their whole paths. */
    private String command(PlanChanges changes) {
        StringBuilder text = new StringBuilder("concurrency-bench run --plan=")
                .append(ShellWords.quote(PlanReader.BUILT_IN.contains(plan) ? plan : whole(plan)))
                .append(changes.options());
        if (jars != null) {
            String paths = Arrays.stream(jars.split(File.pathSeparator))
                    .filter(path -> !path.isBlank())
                    .map(RunCommand::whole)
                    .collect(Collectors.joining(File.pathSeparator));
            text.append(" --jars=").append(ShellWords.quote(paths));
        }
        if (cpus != null) {
            text.append(" --cpus=").append(cpus);
        }
        if (!jvm.isEmpty()) {
            String paths = jvm.stream().map(RunCommand::whole).collect(Collectors.joining(","));
            text.append(" --jvm=").append(ShellWords.quote(paths));
        }
        return text.toString();
    }

    private static String whole(String path) {
        return Path.of(path.strip()).toAbsolutePath().normalize().toString();
    }
}
