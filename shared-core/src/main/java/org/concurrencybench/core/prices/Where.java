package org.concurrencybench.core.prices;

import java.util.Optional;
import java.util.stream.Stream;

/** Between whom a primitive works: the columns of a price list, in their order. */
public enum Where {
    PLATFORM_THREADS("platform-threads", "platform threads"),
    VIRTUAL_THREADS("virtual-threads", "virtual threads"),
    /** With the suite's own library for processes. */
    BETWEEN_PROCESSES("between-processes", "between processes"),
    /** What the system gives to processes without any library: pipes, sockets, mapped memory. */
    RAW_FLOOR("raw-floor", "raw floor");

    private final String id;
    private final String title;

    Where(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** Names it in records. */
    public String id() {
        return id;
    }

    /** Its column in a price list. */
    public String title() {
        return title;
    }

    /** The one of that id, if there is one. */
    public static Optional<Where> of(String id) {
        return Stream.of(values()).filter(where -> where.id.equals(id)).findFirst();
    }
}
