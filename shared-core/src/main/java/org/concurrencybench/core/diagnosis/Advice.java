package org.concurrencybench.core.diagnosis;

import org.concurrencybench.core.api.UsageException;

/** What is advised in more than one place. */
public final class Advice {
    /** Where an output is another one each time. */
    public static final String REPEATABLE =
            "let the output depend on the input alone: not on a random number without a fixed seed, the time, an identity hash code, or"
                    + " what earlier tasks left behind; or leave that part out of digest(). A random generator in a field continues from"
                    + " task to task, even with a fixed seed: make it in run(), with a seed taken from the input.";

    /** Where nobody was seen to end the JVM. */
    public static final String NO_EXIT_SEEN =
            "no System.exit was seen, so Runtime.halt was probably called, or native code ended it";

    /** Where a stage of a chain holds its thread while it waits. */
    public static final String BLOCKED_STAGE =
            "Take the blocking call out of runAsync(): wait with async.delay() or an asynchronous capability such as AsyncHttp, and never"
                    + " join() a future within a stage; or leave hasAsync() out, so that run() is one stage.";

    /** Where threads wait for each other's locks. */
    public static final String LOCK_ORDER = "take the locks in the same order in every task.";

    private static final int MOST_WITH_DECIMAL = 10_000_000;

    private Advice() {}

    /**
     * What to do where {@link #NO_EXIT_SEEN}; {@code first} is where to begin, such as {@code , beginning with open()}.
     */
    public static String searchForHalt(String first) {
        return "search the workload and its libraries for halt(" + first
                + ": a task must return or throw; ending the JVM ends every task.";
    }

    /** What to do about {@code thrown}: {@code remedy}, at the line that the block names, where it names one. */
    public static String at(Throwable thrown, String remedy) {
        if (thrown instanceof UsageException) { // its message says all
            return remedy + ".";
        }
        return Causes.place(thrown).isEmpty()
                ? remedy + "; the stack trace says more."
                : "go to that line: " + remedy + ".";
    }

    /** What to do where {@code run()} threw for input {@code index}. */
    public static String startThere(Throwable thrown, int index) {
        return "start " + (Causes.place(thrown).isEmpty() ? "in run()" : "at that line")
                + "; if the input is not what you intended, correct input(" + index + ").";
    }

    /** The same for a method that sets something up. */
    public static String toSetUp(String method, Throwable thrown) {
        return at(thrown, "meet the condition that " + method + " checks, or correct the check");
    }

    /** In hexadecimal, and in decimal where that is short and not the same: {@code ff (255)}. */
    public static String digest(long digest) {
        String hex = Long.toHexString(digest);
        boolean said = digest >= 0 && digest < 10;
        return said || Math.abs((double) digest) >= MOST_WITH_DECIMAL ? hex : hex + " (" + digest + ")";
    }
}
