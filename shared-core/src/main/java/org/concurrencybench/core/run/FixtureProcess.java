package org.concurrencybench.core.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A fixture's JVM. Its standard streams are pipes, never inherited: whoever waits for the end of our own output would otherwise
 * wait for the fixture too. Both outputs are read to their ends, so that it never blocks on printing.
 */
final class FixtureProcess implements AutoCloseable {
    private final Process process;
    private final Patience patience;
    private final CompletableFuture<@Nullable String> firstLine = new CompletableFuture<>();
    private final Tail errors = new Tail();
    private final Thread errorReader;
    private @Nullable URI address;

    private FixtureProcess(String name, Process process, Patience patience) {
        this.process = process;
        this.patience = patience;
        Thread.ofPlatform().daemon().name("fixture-" + name + "-stdout").start(this::readOutput);
        errorReader = Thread.ofPlatform()
                .daemon()
                .name("fixture-" + name + "-stderr")
                .start(() -> errors.drain(process.errorReader(charset())));
    }

    /** Starts {@code mainClass} with the Java of this JVM, and returns once it has told its address. */
    static FixtureProcess start(
            String name,
            Class<?> mainClass,
            List<String> arguments,
            String classPath,
            List<String> jvmArguments,
            Patience patience)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.add("-cp");
        command.add(classPath);
        command.add(mainClass.getName());
        command.addAll(arguments);
        FixtureProcess fixture = new FixtureProcess(name, new ProcessBuilder(command).start(), patience);
        try {
            fixture.awaitAddress(name);
            return fixture;
        } catch (IOException | InterruptedException | RuntimeException e) {
            fixture.close();
            throw e;
        }
    }

    private void awaitAddress(String name) throws IOException, InterruptedException {
        String line;
        try {
            line = firstLine.get(patience.start().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("fixture '" + name + "' did not print its address within "
                    + patience.start().toSeconds() + " s; it must print one line with a URI once it is ready."
                    + said());
        }
        if (line == null) {
            String exit = endsIn(patience.end()) ? ", with exit code " + process.exitValue() : "";
            throw new IOException("fixture '" + name + "' ended before it printed its address" + exit + "." + said());
        }
        try {
            address = new URI(line.strip());
        } catch (URISyntaxException e) {
            throw new IOException(
                    "fixture '" + name + "' printed '" + line
                            + "' where its address, a URI, is expected as the first line." + said(),
                    e);
        }
    }

    private String said() throws InterruptedException {
        if (!process.isAlive()) {
            errorReader.join(patience.end()); // its last words may still be in the pipe
        }
        String text = errors.text();
        return text.isEmpty() ? " It printed nothing on standard error." : " It printed:\n" + text;
    }

    private void readOutput() {
        try (BufferedReader output = process.inputReader(charset())) {
            String line = output.readLine();
            firstLine.complete(line);
            while (line != null) {
                line = output.readLine();
            }
        } catch (IOException e) {
            firstLine.complete(null); // the pipe broke: the same as its end
        }
    }

    private static Charset charset() {
        return Charset.defaultCharset();
    }

    URI address() {
        if (address == null) {
            throw new IllegalStateException("not started");
        }
        return address;
    }

    long pid() {
        return process.pid();
    }

    private boolean endsIn(Duration time) throws InterruptedException {
        return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends it: by the end of its standard input, then by request, then by force. Works when interrupted, too. */
    @Override
    public void close() {
        boolean interrupted = false;
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // it is dead already, or will be in a moment
        }
        try {
            if (endsIn(patience.end())) {
                return;
            }
            process.destroy();
            if (endsIn(patience.end())) {
                return;
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        process.destroyForcibly();
        process.onExit().join();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
