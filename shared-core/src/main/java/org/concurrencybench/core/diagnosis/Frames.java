package org.concurrencybench.core.diagnosis;

import java.util.List;
import java.util.regex.Pattern;

/** Tells frames of a workload and its libraries from those of the JDK and of what drives the workload. */
final class Frames {
    /**
     * What stands before the class: module, version and loader ({@code java.base@25/}, {@code app//}), in newer dumps
     * "at".
     */
    private static final Pattern ORIGIN = Pattern.compile("^(?:at )?(?:[^/()$]*/){0,3}");

    private static final List<String> DRIVING = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "org.openjdk.jmh.",
            "org.concurrencybench.core.api.",
            "org.concurrencybench.core.jmh.",
            "org.concurrencybench.core.experiment.",
            "org.concurrencybench.core.fixture.",
            "org.concurrencybench.core.model.",
            "org.concurrencybench.core.os.",
            "org.concurrencybench.core.codec.",
            "org.concurrencybench.core.diagnosis.",
            "org.concurrencybench.threads.",
            "org.concurrencybench.async.",
            "org.concurrencybench.process.");

    private Frames() {}

    /** {@code com.example.Own.run(Own.java:14)}, of a frame in whatever form a stack or dump has it. */
    static String plain(String frame) {
        return ORIGIN.matcher(frame.strip()).replaceFirst("");
    }

    /** Whether a plain frame is none of the JDK's and none of what drives the workload. */
    static boolean isOwn(String plainFrame) {
        return DRIVING.stream().noneMatch(plainFrame::startsWith);
    }
}
