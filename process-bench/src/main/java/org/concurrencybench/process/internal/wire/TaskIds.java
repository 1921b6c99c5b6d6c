package org.concurrencybench.process.internal.wire;

/**
 * A task's id on one connection: its number there, counted from 1 in the order of dispatch, and its index among the
 * tasks that the worker holds.
 */
public final class TaskIds {
    public static final int MAX_IN_FLIGHT = 1 << 11;

    private TaskIds() {}

    public static long of(long number, int index) {
        return number * MAX_IN_FLIGHT + index;
    }

    public static long number(long id) {
        return id / MAX_IN_FLIGHT;
    }

    public static int index(long id) {
        return (int) (id & (MAX_IN_FLIGHT - 1));
    }
}
