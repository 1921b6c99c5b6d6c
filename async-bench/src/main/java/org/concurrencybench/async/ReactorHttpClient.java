package org.concurrencybench.async;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.api.AsyncHttp;
import org.concurrencybench.core.http.HttpLimits;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** The HTTP client of Reactor: Reactor Netty on loops and with connections of its own, few of the former. */
final class ReactorHttpClient implements AsyncHttp, AutoCloseable {
    // Its protocol is left alone: to name even HTTP/1.1 makes Reactor Netty look for HTTP/3, which is native.
    private static final Duration ENDING = Duration.ofSeconds(30);
    private static final byte[] EMPTY = new byte[0];

    private final Scheduler scheduler;
    private final ConnectionProvider connections;
    private final LoopResources loops;
    private final HttpClient client;

    /**
     * A client for HTTP/1.1 with a connection for each of {@code concurrency} tasks, opened when they are first needed.
     *
     * @param model the id of the model, which its threads are named after
     * @param scheduler where answers are handed over
     */
    ReactorHttpClient(String model, int cpus, int concurrency, Scheduler scheduler) {
        this.scheduler = scheduler;
        LoopLogging.toSlf4j();
        connections = ConnectionProvider.builder(model)
                .maxConnections(HttpLimits.connections(concurrency))
                .pendingAcquireMaxCount(-1) // however many they are
                .pendingAcquireTimeout(HttpLimits.ANSWER_TIMEOUT)
                .pendingAcquireTimer((end, after) -> scheduler.schedule(end, after.toMillis(), TimeUnit.MILLISECONDS))
                .build();
        loops = LoopResources.create(model + "-http", Math.max(1, cpus / 2), true);
        client = HttpClient.create(connections)
                .runOn(loops, false)
                .resolver(DefaultAddressResolverGroup.INSTANCE)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) HttpLimits.CONNECT_TIMEOUT.toMillis())
                .responseTimeout(HttpLimits.ANSWER_TIMEOUT)
                .disableRetry(true);
    }

    @Override
    public CompletableFuture<byte[]> get(URI address) {
        return client.get()
                .uri(address)
                .responseSingle(ReactorHttpClient::body)
                .onErrorMap(e -> new IOException("GET " + address + " failed: " + e.getMessage(), e))
                .publishOn(scheduler)
                .toFuture();
    }

    private static Mono<byte[]> body(HttpClientResponse response, ByteBufMono content) {
        return response.status().equals(HttpResponseStatus.OK)
                ? content.asByteArray().defaultIfEmpty(EMPTY)
                : Mono.error(new IOException("status " + response.status().code() + " instead of 200"));
    }

    /** Closes all connections and ends all threads; calls in flight may never complete. */
    @Override
    public void close() {
        connections
                .disposeLater()
                .then(loops.disposeLater(Duration.ZERO, ENDING))
                .block(ENDING);
    }
}
