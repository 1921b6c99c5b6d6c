package com.example;

import org.concurrencybench.core.api.Computation;

/** Ends its JVM; in a package that no part of the suite is in, since diagnoses name the user's own code only. */
public final class Leaving implements Computation<String, Long> {
    @Override
    public Long compute(String text) {
        System.exit(3);
        return 0L;
    }
}
