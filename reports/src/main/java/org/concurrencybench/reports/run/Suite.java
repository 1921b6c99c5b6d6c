package org.concurrencybench.reports.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The suite itself. */
public final class Suite {
    private static final String UNKNOWN = "unknown";

    private Suite() {}

    /** Its version, from the jar's manifest; {@code development} when it runs from classes. */
    public static String version() {
        String version = Suite.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /**
     * The commit of its sources, which the build writes down; followed by {@code with changes} where they were not as
     * committed, and {@code unknown} where they were built outside a repository.
     */
    public static String commit() {
        Properties build = new Properties();
        try (InputStream in = Suite.class.getResourceAsStream("git.properties")) {
            if (in == null) {
                return UNKNOWN;
            }
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the suite's own jar cannot be read: " + e.getMessage(), e);
        }
        return build.getProperty("git.commit.id.full", UNKNOWN)
                + (Boolean.parseBoolean(build.getProperty("git.dirty")) ? " with changes" : "");
    }
}
