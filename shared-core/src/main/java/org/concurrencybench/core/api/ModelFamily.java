package org.concurrencybench.core.api;

/** What groups concurrency models; each family has a bench module and a JMH harness of its own. */
public enum ModelFamily {
    THREADS,
    ASYNC,
    PROCESS;

    /** The name used in plans, records and reports: {@code threads}. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
