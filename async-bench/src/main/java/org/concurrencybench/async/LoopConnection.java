package org.concurrencybench.async;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.pool.ChannelPool;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import java.net.URI;
import org.concurrencybench.core.http.HttpLimits;
import org.jspecify.annotations.Nullable;

/** The end of one connection's pipeline: sends a call and gives it its answer, one call after the other. */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be closed or given back is gone all the same
final class LoopConnection extends SimpleChannelInboundHandler<FullHttpResponse> {
    private @Nullable ChannelHandlerContext context;
    private @Nullable LoopCall waiting;
    private @Nullable ChannelPool pool;

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        this.context = context;
    }

    /** The connection goes back to {@code pool} when {@code call} has ended. */
    void send(LoopCall call, ChannelPool pool) {
        this.waiting = call;
        this.pool = pool;
        ChannelHandlerContext open = context;
        if (open == null) {
            throw new IllegalStateException("a connection without its pipeline");
        }
        open.writeAndFlush(request(call.address())).addListener(sent -> {
            if (!sent.isSuccess()) {
                fail(open, String.valueOf(sent.cause().getMessage()), sent.cause());
            }
        });
    }

    private static FullHttpRequest request(URI address) {
        String path = address.getRawPath();
        String query = address.getRawQuery();
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.GET,
                (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query),
                Unpooled.EMPTY_BUFFER);
        request.headers().set(HttpHeaderNames.HOST, address.getRawAuthority());
        return request;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse answer) {
        if (!HttpUtil.isKeepAlive(answer)) {
            context.close();
        }
        LoopCall call = release(context);
        if (call == null) {
            context.close(); // nobody has asked
        } else if (answer.status().equals(HttpResponseStatus.OK)) {
            call.complete(ByteBufUtil.getBytes(answer.content()));
        } else {
            call.fail("status " + answer.status().code() + " instead of 200", null);
        }
    }

    /** The call that has waited, whose connection is free again before its next stage runs: that may need one. */
    private @Nullable LoopCall release(ChannelHandlerContext context) {
        LoopCall call = waiting;
        ChannelPool home = pool;
        waiting = null;
        pool = null;
        if (home != null) {
            home.release(context.channel());
        }
        return call;
    }

    /** Nothing has come for a while: of an idle connection that is no surprise. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        LoopCall call = waiting;
        if (event instanceof IdleStateEvent && call != null && call.age() >= HttpLimits.ANSWER_TIMEOUT.toNanos()) {
            fail(context, "no answer for " + HttpLimits.ANSWER_TIMEOUT.toMinutes() + " minutes", null);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(context, String.valueOf(cause.getMessage()), cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(context, "the connection was closed before the answer had come", null);
    }

    private void fail(ChannelHandlerContext context, String why, @Nullable Throwable cause) {
        context.close();
        LoopCall call = release(context);
        if (call != null) {
            call.fail(why, cause);
        }
    }
}
