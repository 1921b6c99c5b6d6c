package org.concurrencybench.reports.run;

/** The suite itself. */
public final class Suite {
    private Suite() {}

    /** Its version, from the jar's manifest; {@code development} when it runs from classes. */
    public static String version() {
        String version = Suite.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
