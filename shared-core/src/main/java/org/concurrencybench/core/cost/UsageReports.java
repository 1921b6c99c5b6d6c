package org.concurrencybench.core.cost;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.experiment.TrialFolder;
import org.jspecify.annotations.Nullable;

/**
 * Takes what workers report of their own JVMs ({@link UsageReporter}). There is one in a JVM, and only in one that
 * measures: elsewhere workers are not asked.
 *
 * <p>Any thread may ask for the invitation; the reports are read by one thread.
 */
public final class UsageReports {
    static final int ANSWER_BYTES = 5 * Long.BYTES;

    private static final int TOKEN_BYTES = 16;
    private static final int TIMEOUT_MILLIS = 2000;
    /** How long the first reading waits at most for workers that have not connected yet. */
    private static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static boolean wanted;
    private static @Nullable UsageReports opened;

    private final ServerSocket server;
    private final String token;
    /** By process id; guarded by itself. */
    private final Map<Long, Socket> workers = new TreeMap<>();

    private boolean waited;

    private UsageReports(ServerSocket server, String token) {
        this.server = server;
        this.token = token;
    }

    /** Has workers that are started from now on asked to report. */
    public static synchronized void want() {
        wanted = true;
    }

    /** What a worker is to be told so that it can report; empty where nothing is wanted, or no port can be opened. */
    public static synchronized Optional<String> invitation() {
        if (!wanted) {
            return Optional.empty();
        }
        UsageReports open = opened;
        if (open == null) {
            try {
                open = open();
            } catch (IOException e) {
                wanted = false; // what workers used is not available then
                return Optional.empty();
            }
            opened = open;
        }
        return Optional.of(open.server.getLocalPort() + ":" + open.token);
    }

    private static UsageReports open() throws IOException {
        byte[] secret = new byte[TOKEN_BYTES];
        ThreadLocalRandom.current().nextBytes(secret); // against mistakes: nothing secret is reported
        UsageReports reports = new UsageReports(
                new ServerSocket(0, 0, InetAddress.getLoopbackAddress()),
                HexFormat.of().formatHex(secret));
        Thread.ofPlatform().daemon().name("usage-reports").start(reports::accept);
        return reports;
    }

    /** The usage of each worker by its process id; empty unless {@code least} workers or more report. */
    public static Map<Long, JvmUsage> read(int least) {
        UsageReports open;
        synchronized (UsageReports.class) {
            open = opened;
        }
        if (open == null || least == 0) {
            return Map.of();
        }
        Map<Long, JvmUsage> usage = open.ask(least);
        return usage.size() < least ? Map.of() : usage;
    }

    private void accept() {
        while (true) {
            try {
                Socket worker = server.accept();
                greet(worker);
            } catch (IOException e) {
                return; // nothing closes it but the end of this JVM
            }
        }
    }

    private void greet(Socket worker) {
        try {
            worker.setSoTimeout(TIMEOUT_MILLIS);
            worker.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(worker.getInputStream());
            byte[] shown = in.readNBytes(token.length());
            if (!MessageDigest.isEqual(shown, token.getBytes(StandardCharsets.ISO_8859_1))) {
                worker.close();
                return;
            }
            long pid = in.readLong();
            synchronized (workers) {
                workers.put(pid, worker);
                workers.notifyAll();
            }
        } catch (IOException e) {
            close(worker);
        }
    }

    private Map<Long, JvmUsage> ask(int least) {
        Map<Long, Socket> asked;
        synchronized (workers) {
            awaitFirst(least);
            asked = new TreeMap<>(workers);
        }
        Map<Long, JvmUsage> usage = new TreeMap<>();
        asked.forEach((pid, worker) -> {
            try {
                worker.getOutputStream().write(1);
                byte[] answer = worker.getInputStream().readNBytes(ANSWER_BYTES);
                if (answer.length < ANSWER_BYTES) {
                    throw new IOException("worker " + pid + " has ended");
                }
                ByteBuffer in = ByteBuffer.wrap(answer);
                usage.put(pid, new JvmUsage(in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong()));
            } catch (IOException e) {
                close(worker);
                synchronized (workers) {
                    workers.remove(pid);
                }
            }
        });
        return usage;
    }

    /** Holds the lock of {@link #workers}. */
    private void awaitFirst(int least) {
        if (waited) {
            return;
        }
        waited = true;
        // A trial that is nearly out of time is worth more than what its workers used.
        Long deadline = Long.getLong(TrialFolder.DEADLINE);
        long left = deadline == null
                ? CONNECT_NANOS
                : TimeUnit.MILLISECONDS.toNanos((deadline - System.currentTimeMillis()) / 4);
        long end = System.nanoTime() + Math.min(CONNECT_NANOS, left);
        try {
            while (workers.size() < least && System.nanoTime() < end) {
                workers.wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Socket worker) {
        try {
            worker.close();
        } catch (IOException e) {
            // it is not used any more
        }
    }
}
