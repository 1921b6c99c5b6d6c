package org.concurrencybench.core.api;

import java.io.IOException;
import java.net.URI;

/** HTTP GET that blocks the calling thread; connections are kept alive, as many as the session's concurrency. */
public interface BlockingHttp {
    /**
     * The body of the answer.
     *
     * @throws IOException when the exchange fails or the status is not 200; the message names the address
     */
    byte[] get(URI address) throws IOException;
}
