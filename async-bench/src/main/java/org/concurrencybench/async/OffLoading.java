package org.concurrencybench.async;

/** What readers are told of tasks that block, under a model whose own threads must not block. */
final class OffLoading {
    private OffLoading() {}

    /** {@code threads}: such as "a pool of 32". */
    static String remark(String threads) {
        return "the workload waits and has no runAsync(): each task blocks a thread of " + threads + " (off-loaded)";
    }
}
