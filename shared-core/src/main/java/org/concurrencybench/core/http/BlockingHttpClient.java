package org.concurrencybench.core.http;

import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.concurrencybench.core.api.BlockingHttp;

/** The HTTP client of models whose tasks block: it has no threads of its own, so that the model is what runs. */
public final class BlockingHttpClient implements BlockingHttp, AutoCloseable {
    private final CloseableHttpClient client;

    /** A client with a connection for each of {@code concurrency} tasks, opened when they are first needed. */
    public BlockingHttpClient(int concurrency) {
        int connections = HttpLimits.connections(concurrency);
        client = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        // One lock around the whole pool would be what thousands of tasks queue for.
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setMaxConnTotal(connections)
                        .setMaxConnPerRoute(connections)
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(HttpLimits.http1Config())
                                .build())
                        .setDefaultConnectionConfig(HttpLimits.connectionConfig())
                        .setDefaultSocketConfig(SocketConfig.custom()
                                .setTcpNoDelay(true)
                                .setSoKeepAlive(HttpLimits.PROBED)
                                .build())
                        .build())
                .setDefaultRequestConfig(HttpLimits.requestConfig())
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableConnectionState()
                .disableContentCompression()
                .disableCookieManagement()
                .disableRedirectHandling()
                .build();
    }

    @Override
    public byte[] get(URI address) throws IOException {
        try {
            return client.execute(new HttpGet(address), response -> {
                byte[] body = EntityUtils.toByteArray(response.getEntity());
                if (response.getCode() != HttpStatus.SC_OK) {
                    throw new IOException("status " + response.getCode() + " instead of 200");
                }
                return body == null ? new byte[0] : body;
            });
        } catch (IOException e) {
            throw new IOException("GET " + address + " failed: " + e.getMessage(), e);
        }
    }

    /** Closes all connections; calls in flight fail. */
    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
