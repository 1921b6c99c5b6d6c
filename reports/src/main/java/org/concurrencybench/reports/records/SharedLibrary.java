package org.concurrencybench.reports.records;

/**
 * A library of which both a user's jar and the suite bring classes, with different contents.
 *
 * @param name its artifact: {@code commons-math3}
 * @param users the user's version; {@code ?} where the jar does not tell
 * @param suites the suite's version
 * @param usersUsed whether the user's classes are the ones that measured JVMs load, rather than the suite's
 * @param why where the user's are used, what the suite itself needs the library for; else, why they cannot be
 */
public record SharedLibrary(String name, String users, String suites, boolean usersUsed, String why) {
    /** What it comes to, as the end of a sentence that starts with the jar. */
    public String outcome() {
        return usersUsed
                ? "its " + name + " " + users + " is used, not the suite's " + suites + ", also for " + why
                : "its " + name + " " + users + " is not used, but the suite's " + suites + ": " + why;
    }
}
