package org.concurrencybench.async;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call over HTTP: a stage that completes with the body of its answer. */
final class LoopCall extends CompletableFuture<byte[]> {
    private final URI address;
    private final long begin = System.nanoTime();

    LoopCall(URI address) {
        this.address = address;
    }

    URI address() {
        return address;
    }

    /** Nanoseconds since it was asked for. */
    long age() {
        return System.nanoTime() - begin;
    }

    void fail(@Nullable Throwable cause) {
        fail(cause == null ? "no answer" : String.valueOf(cause.getMessage()), cause);
    }

    void fail(String why, @Nullable Throwable cause) {
        completeExceptionally(new IOException("GET " + address + " failed: " + why, cause));
    }
}
