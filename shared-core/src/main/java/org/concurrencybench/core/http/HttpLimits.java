package org.concurrencybench.core.http;

import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** What the HTTP clients of all models have in common, so that they differ in nothing but how they wait. */
public final class HttpLimits {
    /**
     * Connections of one client at most; only a session without a bound on its concurrency gets there, and its further
     * calls wait for a connection. Small enough for the port numbers and, mostly, the open files that one machine has.
     */
    public static final int MOST_CONNECTIONS = 10_240;

    /** How long making a connection may take. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(60);

    /** How long a call may wait for a connection, and then for its answer. */
    public static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(5);

    /**
     * Whether the kernel probes idle connections (SO_KEEPALIVE): no. The libraries' default is a probe after 5 s, and
     * the end after three without an answer. The probes of ten thousand connections come in bursts that overrun the
     * queue of the loopback interface (Linux: net.core.netdev_max_backlog, 1000 packets), which drops them, answers and
     * all; a connection that has lost three in a row is ended, and the reset that would tell its peer is dropped too.
     */
    public static final boolean PROBED = false;

    /** Of the buffers of a connection, of which it has some three. */
    private static final int BUFFER_BYTES = 8192;

    private HttpLimits() {}

    /**
     * Buffers that leave room in the heap of a trial with ten thousand connections; the libraries' own would fill 1 GB.
     */
    public static Http1Config http1Config() {
        return Http1Config.custom().setBufferSize(BUFFER_BYTES).build();
    }

    /** How many connections a session of {@code concurrency} is given. */
    public static int connections(int concurrency) {
        return Math.min(concurrency, MOST_CONNECTIONS);
    }

    /** Generous, as a limit that is reached on a loaded machine would be taken for a failure of the model. */
    public static ConnectionConfig connectionConfig() {
        return ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(CONNECT_TIMEOUT))
                .setSocketTimeout(Timeout.of(ANSWER_TIMEOUT))
                // The fixture never closes idle connections: checking for it would cost a system call per request.
                .setValidateAfterInactivity(TimeValue.NEG_ONE_MILLISECOND)
                .build();
    }

    /** Requests as they are: no upgrade, no header that asks the server for extras. */
    public static RequestConfig requestConfig() {
        return RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(ANSWER_TIMEOUT))
                .setResponseTimeout(Timeout.of(ANSWER_TIMEOUT))
                .setProtocolUpgradeEnabled(false)
                .build();
    }
}
