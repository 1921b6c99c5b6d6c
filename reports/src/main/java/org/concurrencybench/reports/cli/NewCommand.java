package org.concurrencybench.reports.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.records.ShellWords;
import org.concurrencybench.reports.run.Suite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code new}: writes a project with a workload to begin with. */
@Command(
        name = "new",
        description =
                "Write a small Maven project with a workload of your own and its test into a new or empty folder.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class NewCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The folder; it must not exist, or be empty.")
    private Path folder = Path.of("");

    @Option(
            names = "--package",
            paramLabel = "NAME",
            defaultValue = ProjectTemplate.DEFAULT_PACKAGE,
            description = "The Java package of its classes; ${DEFAULT-VALUE} by default.")
    private String packageName = ProjectTemplate.DEFAULT_PACKAGE;

    @Option(
            names = "--id",
            paramLabel = "ID",
            defaultValue = ProjectTemplate.DEFAULT_ID,
            description =
                    "The id of the workload, by which the name of its class is chosen; ${DEFAULT-VALUE} by default.")
    private String id = ProjectTemplate.DEFAULT_ID;

    @Override
    public Integer call() throws IOException {
        ProjectTemplate project = ProjectTemplate.in(folder, packageName, id, Suite.version());
        requireNewId();
        requireEmpty();
        project.write(folder);
        PrintStream out = System.out;
        project.files().keySet().forEach(file -> out.println("written: " + folder.resolve(file)));
        String jar = ShellWords.quote(folder.resolve(project.jar()).toString());
        out.println("Next:");
        out.println(
                "  mvn package -f " + ShellWords.quote(folder.resolve("pom.xml").toString()));
        out.println("  concurrency-bench try " + jar);
        out.println("  concurrency-bench run --jars=" + jar);
        out.println("The build needs concurrency-bench-core " + project.version()
                + " in the local Maven repository: 'mvn install -DskipBench -DskipTests' in the suite's own folder puts it"
                + " there, once.");
        return ExitCode.MEASURED;
    }

    private void requireNewId() {
        boolean known = Catalog.load(NewCommand.class.getClassLoader()).workloads().stream()
                .map(Workload::id)
                .anyMatch(id::equals);
        if (known) {
            throw new UsageException(
                    "--id cannot be '" + id + "': the suite has a workload of that id; choose another");
        }
    }

    private void requireEmpty() throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new UsageException(folder + " is a file: name a folder that does not exist, or an empty one");
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new UsageException(
                        "the folder " + folder + " is not empty: name one that does not exist, or empty it");
            }
        }
    }
}
