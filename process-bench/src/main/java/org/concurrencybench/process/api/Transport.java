package org.concurrencybench.process.api;

/** What a pool's bytes travel through. */
public enum Transport {
    /**
     * A Unix domain socket for each worker, in a directory that only its user can enter; large payloads by files that
     * both have mapped.
     */
    UNIX,
    /** A connection on the loopback interface for each worker: where Unix domain sockets are missing. */
    TCP
}
