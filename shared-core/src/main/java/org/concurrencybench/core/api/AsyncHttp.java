package org.concurrencybench.core.api;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** HTTP GET that blocks no thread; connections are kept alive, as many as the session's concurrency. */
public interface AsyncHttp {
    /**
     * The body of the answer, completed on the executor of the {@link AsyncContext}; exceptionally with an
     * {@link java.io.IOException} when the exchange fails or the status is not 200.
     */
    CompletableFuture<byte[]> get(URI address);
}
