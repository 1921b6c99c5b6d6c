package org.concurrencybench.core.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.bootstrap.AsyncServerBootstrap;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.support.BasicServerExchangeHandler;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;
import org.concurrencybench.core.api.Parameter;

/**
 * An HTTP server on the loopback interface, to be run in a JVM of its own, that takes a fixed time for each call and
 * has a thread for none. What it answers to {@link #path} is the path to call next: {@link #next}.
 */
public final class HttpFixture {
    /** Where the server tells, at once, how many calls have waited for their answers at the same time so far. */
    public static final String MOST_WAITING = "/most-waiting";

    private static final String PREFIX = "/fetch/";
    private static final Pattern KNOWN = Pattern.compile(PREFIX + "[0-9a-f]{16}");

    /**
     * Connections that were made but not accepted yet. Thousands of clients connect at once when a batch starts, and a
     * refused one would be held against the concurrency model. The kernel cuts this down to its own limit (Linux:
     * somaxconn, 4096).
     */
    private static final int BACKLOG = 4096;

    /**
     * Of the buffers of a connection, of which it has some three; calls and answers have some two hundred bytes. With
     * the library's 32 KiB ten thousand connections take 1 GB.
     */
    private static final int BUFFER_BYTES = 1024;

    private HttpFixture() {}

    /**
     * Serves until standard input ends, which it does when the parent closes it or dies. Prints the server's address.
     *
     * @param arguments how long the server takes for a call, such as {@code 5ms}
     */
    @SuppressWarnings("SystemOut") // the address is handed over on standard output
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException(
                    "expected one argument, the service time such as 5ms, not " + arguments.length);
        }
        Duration serviceTime = Parameter.parseDuration(arguments[0]);
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
        HttpAsyncServer server = server(new ScheduledAnswers(clock, serviceTime.toNanos()));
        server.start();
        InetSocketAddress address = (InetSocketAddress)
                server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), URIScheme.HTTP)
                        .get()
                        .getAddress();
        System.out.println(URI.create("http://127.0.0.1:" + address.getPort() + "/"));
        System.out.flush();
        while (System.in.read() >= 0) {
            // nothing is said on standard input: only its end counts
        }
        clock.shutdownNow();
        server.close(CloseMode.IMMEDIATE);
    }

    private static HttpAsyncServer server(ScheduledAnswers answers) {
        return AsyncServerBootstrap.bootstrap()
                .setHttp1Config(Http1Config.custom().setBufferSize(BUFFER_BYTES).build())
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setBacklogSize(BACKLOG)
                        .setIoThreadCount(Math.max(1, Runtime.getRuntime().availableProcessors() / 2))
                        .setSoTimeout(Timeout.DISABLED) // connections may idle as long as the run takes
                        .setSoKeepAlive(HttpLimits.PROBED)
                        .setTcpNoDelay(true)
                        .build())
                // By default calls are routed by host name, and ones to 127.0.0.1 are misdirected.
                .setRequestRouter((request, context) -> () -> new BasicServerExchangeHandler<>(answers))
                .create();
    }

    /** A path that the server knows, one for each {@code token}. */
    public static String path(long token) {
        String digits = Long.toHexString(token);
        return PREFIX + "0".repeat(16 - digits.length()) + digits;
    }

    /**
     * The path that the server answers when called at {@code path}: a pure function, so that answers can be checked. No
     * two paths have the same next one, and one, two and three steps lead to different ones.
     *
     * @throws IllegalArgumentException unless it was made by {@link #path} or is itself an answer
     */
    public static String next(String path) {
        if (!isKnown(path)) {
            throw new IllegalArgumentException("'" + path + "' is not " + PREFIX + " and 16 hexadecimal digits");
        }
        long token = Long.parseUnsignedLong(path, PREFIX.length(), path.length(), 16);
        return path(token * 6364136223846793005L + 1442695040888963407L); // Knuth's MMIX generator
    }

    static boolean isKnown(String path) {
        return KNOWN.matcher(path).matches();
    }
}
