package org.concurrencybench.async;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.pool.AbstractChannelPoolHandler;
import io.netty.channel.pool.ChannelPool;
import io.netty.channel.pool.FixedChannelPool;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.api.AsyncHttp;
import org.concurrencybench.core.http.HttpLimits;

/**
 * The HTTP client of an event loop, on that very loop: connections, calls and answers are its thread's alone. Each
 * server has a pool of connections that are kept alive; calls beyond them wait, however many they are. Connections end
 * with the loop.
 */
final class LoopHttpClient implements AsyncHttp {
    private static final int HTTP_PORT = 80;

    private final EventLoop loop;
    private final int connections;
    private final Map<InetSocketAddress, ChannelPool> pools = new HashMap<>(); // the loop's thread only

    /** A client with a connection for each of {@code concurrency} tasks, opened when they are first needed. */
    LoopHttpClient(EventLoop loop, int concurrency) {
        this.loop = loop;
        this.connections = HttpLimits.connections(concurrency);
    }

    @Override
    public CompletableFuture<byte[]> get(URI address) {
        LoopCall call = new LoopCall(address);
        if (loop.inEventLoop()) {
            begin(call);
        } else {
            loop.execute(() -> begin(call));
        }
        return call;
    }

    private void begin(LoopCall call) {
        ChannelPool pool = pools.computeIfAbsent(server(call.address()), this::pool);
        Future<Channel> connection = pool.acquire();
        if (connection.isDone()) { // one was idle
            send(call, connection, pool);
        } else {
            connection.addListener(acquired -> send(call, connection, pool));
        }
    }

    /** Throws nothing: a pool would swallow it, and the call would never end. */
    @SuppressWarnings("FutureReturnValueIgnored") // a channel that cannot be given back is gone all the same
    private static void send(LoopCall call, Future<Channel> acquired, ChannelPool pool) {
        if (!acquired.isSuccess()) {
            call.fail(acquired.cause());
            return;
        }
        Channel channel = acquired.getNow();
        LoopConnection connection = channel.pipeline().get(LoopConnection.class);
        if (connection == null) { // it was closed a moment ago
            pool.release(channel);
            call.fail("the connection was closed before it was used", null);
            return;
        }
        try {
            connection.send(call, pool);
        } catch (Throwable e) {
            channel.close(); // which gives it back
            call.fail(e);
        }
    }

    /** Unresolved: the channel resolves it when it connects. */
    private static InetSocketAddress server(URI address) {
        return InetSocketAddress.createUnresolved(
                address.getHost(), address.getPort() < 0 ? HTTP_PORT : address.getPort());
    }

    private ChannelPool pool(InetSocketAddress server) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) HttpLimits.CONNECT_TIMEOUT.toMillis())
                .remoteAddress(server);
        return new FixedChannelPool(bootstrap, new Connecting(), connections, Integer.MAX_VALUE);
    }

    /** Makes the pipeline of a new connection. */
    private static final class Connecting extends AbstractChannelPoolHandler {
        @Override
        public void channelCreated(Channel channel) {
            channel.pipeline()
                    .addLast(new HttpClientCodec())
                    .addLast(new HttpObjectAggregator(Integer.MAX_VALUE))
                    .addLast(new IdleStateHandler(HttpLimits.ANSWER_TIMEOUT.toMillis(), 0, 0, TimeUnit.MILLISECONDS))
                    .addLast(new LoopConnection());
        }
    }
}
