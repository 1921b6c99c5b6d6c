package org.concurrencybench.process.internal.wire;

/**
 * A task's id on one connection: its number there, counted from 1 in the order of dispatch, and its place in the table of the
 * tasks that the worker holds.
 */
public final class TaskIds {
    public static final int PLACES = 1 << 11;

    private TaskIds() {}

    public static long of(long number, int place) {
        return number * PLACES + place;
    }

    public static long number(long id) {
        return id / PLACES;
    }

    public static int place(long id) {
        return (int) (id & (PLACES - 1));
    }
}
