package org.concurrencybench.async;

import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.model.OnDemand;

/** What the chains of one session are given that run on one event loop: its thread, its clock, its connections. */
final class LoopContext implements ChainHost {
    /** The number of loops, by which a trial reports it; it is no setting that a plan could ask for. */
    static final String LOOPS = "eventLoops";

    private static final long ENDING_SECONDS = 30;

    private final String model;
    private final Collection<Thread> threads = new ConcurrentLinkedQueue<>();
    private final EventLoop loop;
    private volatile boolean cancelled;
    private final OnDemand<LoopHttpClient> http;

    LoopContext(String model, Settings settings) {
        this.model = model;
        LoopLogging.toSlf4j();
        loop = new SingleThreadIoEventLoop(null, this::thread, NioIoHandler.newFactory());
        http = new OnDemand<>(model, () -> new LoopHttpClient(loop, settings.concurrency()));
    }

    private Thread thread(Runnable work) {
        Thread thread = new FastThreadLocalThread(work, model + "-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    @Override
    public Executor executor() {
        return loop;
    }

    @Override
    public boolean isOnExecutor() {
        return loop.inEventLoop();
    }

    @Override
    public Collection<Thread> watched() {
        return threads;
    }

    /** Not {@code cpus}: a loop is one thread whatever the budget is. */
    @Override
    public Map<String, String> inEffect() {
        return Map.of(LOOPS, "1");
    }

    @Override
    public CompletableFuture<Void> delay(Duration delay) {
        return LoopDelay.of(delay.toNanos(), loop);
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public <C> C capability(Class<C> type) {
        return StageCapabilities.find(model, type, http);
    }

    /** Interrupts what the loop runs and ends it, and with it all connections. */
    @Override
    public void close() {
        cancel();
        threads.forEach(Thread::interrupt);
        boolean ended = loop.shutdownGracefully(0, ENDING_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(ENDING_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            throw new IllegalStateException("model '" + model + "': a task still runs on the loop " + ENDING_SECONDS
                    + " s after it was interrupted; a workload's run() must end when interrupted");
        }
    }
}
