package org.concurrencybench.process.internal.launch;

import java.io.IOException;
import java.nio.channels.spi.SelectorProvider;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.internal.child.InliningLimits;
import org.concurrencybench.process.internal.child.WorkerMain;
import org.concurrencybench.process.internal.wire.FullDisk;
import org.concurrencybench.process.internal.wire.WorkerMark;

/** Starts a fresh JVM for each worker. */
final class Spawn implements JvmStarter {
    /** Variables that would add arguments to every JVM, and a line to its output. */
    private static final List<String> STRIPPED = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private static final int KIBIBYTE = 1024;
    /**
     * Percent of the memory that the heaps of all workers may take together; the parent's own is a quarter unless it
     * was set otherwise.
     */
    private static final double ALL_SHARES = 50;
    /** Of one, as the JVM has it. */
    private static final double LARGEST_SHARE = 25;

    private final Path java;
    private final Path argumentFile;

    Spawn(WorkerSpec<?, ?> workers, RunDirectory directory) throws IOException {
        this(workers, directory, "args", List.of());
    }

    /**
     * Writes the argument file, which has room for class paths that a command line has not; {@code more} are arguments
     * of its own.
     */
    Spawn(WorkerSpec<?, ?> workers, RunDirectory directory, String fileName, List<String> more) throws IOException {
        WorkerOptions options = workers.options();
        java = options.java();
        argumentFile = directory.resolve(fileName);
        List<String> lines = new ArrayList<>();
        // Its file in /tmp would outlive a killed worker.
        lines.add("-XX:-UsePerfData");
        lines.add(quote("-XX:ErrorFile=" + directory.resolve("hs_err_%p.log")));
        // Codecs of records use Kryo, whose use of Unsafe makes newer JVMs print warnings.
        lines.add("-Dkryo.unsafe=false");
        // Otherwise each worker looks into every jar of its class path for one.
        lines.add("-Djava.nio.channels.spi.SelectorProvider="
                + SelectorProvider.provider().getClass().getName());
        InliningLimits.arguments().forEach(argument -> lines.add(quote(argument)));
        lines.add(heap(options, workers.jvms()));
        if (options.cpus() > 0) {
            lines.add("-XX:ActiveProcessorCount=" + options.cpus());
        }
        if (options.jvmArguments().stream().noneMatch(Spawn::namesACollector)) {
            lines.add("-XX:+UseSerialGC");
        }
        options.jvmArguments().forEach(argument -> lines.add(quote(argument)));
        more.forEach(argument -> lines.add(quote(argument)));
        lines.add("-cp");
        lines.add(quote(OwnJars.first(options.classPath())));
        Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        try {
            Files.write(argumentFile, lines, charset);
        } catch (CharacterCodingException e) {
            throw new IOException(
                    "the class path or an argument of the workers' JVMs has characters that this JVM's locale, with "
                            + charset + ", cannot say: run it in a UTF-8 locale (LC_ALL=C.UTF-8)",
                    e);
        } catch (IOException e) {
            throw new IOException(
                    "cannot write " + argumentFile + ": " + FullDisk.describe(e, directory.path())
                            + ": make room there, or set -Djava.io.tmpdir to another folder",
                    e);
        }
    }

    /**
     * Left alone, each JVM would take up to a quarter of the machine's memory, however many there are. Arguments that
     * follow come first.
     */
    private static String heap(WorkerOptions options, int jvms) {
        if (options.maxWorkerHeap() > 0) {
            return "-Xmx" + options.maxWorkerHeap() / KIBIBYTE + "k";
        }
        double share = Math.min(LARGEST_SHARE, ALL_SHARES / jvms);
        return String.format(Locale.ROOT, "-XX:MaxRAMPercentage=%.4f", share);
    }

    private static boolean namesACollector(String argument) {
        return argument.matches("-XX:[+-]Use\\w+GC|@.*");
    }

    private static String quote(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    @Override
    public Process start(String mark, List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(WorkerMain.class.getName());
        all.addAll(arguments);
        ProcessBuilder builder = command(all);
        builder.environment().put(WorkerMark.VARIABLE, mark);
        builder.environment().put(NestingDepth.VARIABLE, Integer.toString(NestingDepth.here() + 1));
        return builder.start();
    }

    /** A JVM with the arguments of workers' and these, to be started. */
    ProcessBuilder command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.add("@" + argumentFile);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(STRIPPED);
        return builder;
    }
}
