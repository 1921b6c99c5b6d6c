package org.concurrencybench.process.prices;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that runs {@link RawChild}, with nothing between it and this one but two pipes. */
final class RawProcess implements AutoCloseable {
    private static final long END_SECONDS = 10;

    private final Process process;
    private final DataOutputStream out;
    private final DataInputStream in;

    private RawProcess(Process process) {
        this.process = process;
        this.out = new DataOutputStream(process.getOutputStream());
        this.in = new DataInputStream(process.getInputStream());
    }

    /** With these arguments for {@link RawChild}. */
    static RawProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                RawChild.class.getName()));
        command.addAll(List.of(arguments));
        return new RawProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** To its standard input, buffered. */
    DataOutputStream out() {
        return out;
    }

    /** From its standard output. */
    DataInputStream in() {
        return in;
    }

    long pid() {
        return process.pid();
    }

    /** Waits until it has ended by itself. */
    void join() throws IOException, InterruptedException {
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException("a child JVM ended with exit code " + code);
        }
    }

    /** Ends its input, upon which it ends. */
    @Override
    public void close() throws IOException {
        boolean ended = false;
        try {
            out.close();
            ended = process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // the pipe is broken: it has ended
        } finally {
            if (!ended) {
                process.destroyForcibly();
            }
            in.close();
        }
    }
}
