package org.concurrencybench.reports.text;

/** Numbers of things in sentences. */
public final class Count {
    private Count() {}

    /**
     * {@code no trials}, {@code 1 trial}, {@code 2 trials}; {@code one} is the word for one of them, whose plural ends
     * in s.
     */
    public static String of(int count, String one) {
        return (count == 0 ? "no" : Integer.toString(count)) + " " + one + (count == 1 ? "" : "s");
    }
}
