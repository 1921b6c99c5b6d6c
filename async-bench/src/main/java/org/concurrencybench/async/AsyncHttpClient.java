package org.concurrencybench.async;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.concurrencybench.core.api.AsyncHttp;
import org.concurrencybench.core.http.HttpLimits;
import org.jspecify.annotations.Nullable;

/** The HTTP client of chains: the asynchronous sibling of the blocking one, with the same limits, on few threads. */
final class AsyncHttpClient implements AsyncHttp, AutoCloseable {
    private static final TimeValue ENDING = TimeValue.ofSeconds(30);

    private final CloseableHttpAsyncClient client;
    private final Executor executor;

    /**
     * A client with a connection for each of {@code concurrency} tasks, opened when they are first needed.
     *
     * @param model the id of the model, which its threads are named after
     * @param executor where answers are handed over
     */
    AsyncHttpClient(String model, int cpus, int concurrency, Executor executor) {
        this.executor = executor;
        int connections = HttpLimits.connections(concurrency);
        client = HttpAsyncClientBuilder.create()
                .setHttp1Config(HttpLimits.http1Config())
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setMaxConnTotal(connections)
                        .setMaxConnPerRoute(connections)
                        .setDefaultConnectionConfig(HttpLimits.connectionConfig())
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                .build())
                        .build())
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(Math.max(1, cpus / 2))
                        .setTcpNoDelay(true)
                        .setSoKeepAlive(HttpLimits.PROBED)
                        .build())
                .setThreadFactory(
                        Thread.ofPlatform().daemon().name(model + "-http-", 0).factory())
                .setDefaultRequestConfig(HttpLimits.requestConfig())
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableConnectionState()
                .disableContentCompression()
                .disableCookieManagement()
                .disableRedirectHandling()
                .build();
        client.start();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the exchange is told by callback
    public CompletableFuture<byte[]> get(URI address) {
        Exchange exchange = new Exchange(address, executor);
        client.execute(
                SimpleRequestProducer.create(SimpleRequestBuilder.get(address).build()),
                SimpleResponseConsumer.create(),
                exchange);
        return exchange;
    }

    /** Closes all connections and ends all threads; calls in flight may never complete. */
    @Override
    public void close() throws InterruptedException {
        client.close(CloseMode.IMMEDIATE);
        client.awaitShutdown(ENDING);
    }

    /** One call: hears of its end on the client's thread and completes on the executor. */
    private static final class Exchange extends CompletableFuture<byte[]>
            implements FutureCallback<SimpleHttpResponse>, Runnable {
        private final URI address;
        private final Executor executor;
        private @Nullable SimpleHttpResponse response; // these two: published by the hand-over to the executor
        private @Nullable Exception failure;

        Exchange(URI address, Executor executor) {
            this.address = address;
            this.executor = executor;
        }

        @Override
        public void completed(SimpleHttpResponse response) {
            this.response = response;
            handOver();
        }

        @Override
        public void failed(Exception failure) {
            this.failure = failure;
            handOver();
        }

        @Override
        public void cancelled() {
            failed(new CancellationException("the client is closed"));
        }

        private void handOver() {
            try {
                executor.execute(this);
            } catch (RejectedExecutionException e) { // the session is closed: there is nowhere else to go
                completeExceptionally(failed("the session is closed", e));
            }
        }

        @Override
        public void run() {
            if (response == null) {
                completeExceptionally(failed(failure == null ? "no answer" : failure.getMessage(), failure));
            } else if (response.getCode() != HttpStatus.SC_OK) {
                completeExceptionally(failed("status " + response.getCode() + " instead of 200", null));
            } else {
                byte[] body = response.getBodyBytes();
                complete(body == null ? new byte[0] : body);
            }
        }

        private IOException failed(@Nullable String why, @Nullable Exception cause) {
            return new IOException("GET " + address + " failed: " + why, cause);
        }
    }
}
