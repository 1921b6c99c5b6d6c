package org.concurrencybench.process.pool;

/**
 * How the last workers of each place have ended: by that a pool knows when to give up, and how long to wait before it
 * starts another one.
 *
 * @implNote A task that ends its worker each time is a matter of that task, and a worker that is killed while it has
 *     nothing to do is a matter of who kills it. Neither says that no worker can be kept alive. Starts that fail say
 *     it, and workers that end before they begin the tasks that they were given.
 */
final class ConsecutiveFailures {
    private static final int PROMPT = 3;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    /** What a worker's life was good for. */
    enum Life {
        /** It began a task, or its pool ended it. */
        USEFUL,
        /** It was ready, and there was nothing to do for it. */
        IDLE,
        /** It had tasks and began none. */
        FRUITLESS,
        /** It never got ready. */
        NEVER_READY
    }

    // The last element is for spares.
    private final int[] failures;
    private final int[] inVain;

    ConsecutiveFailures(int places) {
        this.failures = new int[places + 1];
        this.inVain = new int[places + 1];
    }

    private int index(int place) {
        return place == Place.SPARE ? failures.length - 1 : place;
    }

    /** Notes a life that has ended; returns how many in a row have failed at that place. */
    synchronized int note(int place, Life life) {
        int at = index(place);
        boolean failed = life == Life.NEVER_READY || life == Life.FRUITLESS;
        failures[at] = failed ? failures[at] + 1 : 0;
        inVain[at] = life == Life.USEFUL ? 0 : inVain[at] + 1;
        return failures[at];
    }

    /** How many in a row have failed at all places together. */
    synchronized int failures() {
        int sum = 0;
        for (int row : failures) {
            sum += row;
        }
        return sum;
    }

    /** How long to wait before the next worker of that place is started: nothing at first, then longer and longer. */
    synchronized long pauseMillis(int place) {
        int row = inVain[index(place)];
        return row < PROMPT ? 0 : Math.min(FIRST_PAUSE_MILLIS << Math.min(row - PROMPT, 10), LONGEST_PAUSE_MILLIS);
    }
}
