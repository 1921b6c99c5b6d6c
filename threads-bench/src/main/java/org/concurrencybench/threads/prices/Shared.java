package org.concurrencybench.threads.prices;

/** What one thread or several change, again and again. */
interface Shared {
    void change(int times);

    /** How often it was changed. */
    long changes();
}
