package org.concurrencybench.process.pool;

/**
 * A task's id on one connection: its number there, counted from 1 in the order of dispatch, and its place in the table of the
 * tasks that the worker holds.
 */
final class TaskIds {
    static final int PLACES = 1 << 11;

    private TaskIds() {}

    static long of(long number, int place) {
        return number * PLACES + place;
    }

    static long number(long id) {
        return id / PLACES;
    }

    static int place(long id) {
        return (int) (id & (PLACES - 1));
    }
}
