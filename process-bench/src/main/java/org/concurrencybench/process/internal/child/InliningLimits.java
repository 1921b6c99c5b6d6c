package org.concurrencybench.process.internal.child;

import java.util.List;

/**
 * Where the compiler of a worker stops to put methods into their callers: at the call of the user's function with its
 * codecs, and at the sending of an answer.
 *
 * @implNote All methods on the way of a task run equally often, and HotSpot compiles the outermost first, with
 *     everything below it, then the next one with everything below that, and so on. About a third of the work of a
 *     young worker's second compiler was such repetition. With such a limit each part is compiled once. Only methods of
 *     the pool are named, so the user's code is compiled as it would be elsewhere.
 */
public final class InliningLimits {
    private static final String PACKAGE = InliningLimits.class.getPackageName(); // naming the classes would load them

    private static final List<String> METHODS =
            List.of(PACKAGE + ".TaskRunner$Call::<init>", PACKAGE + ".ResultBatcher::send");

    private InliningLimits() {}

    /** Arguments for a worker's JVM. The first one keeps it from printing the others. */
    public static List<String> arguments() {
        return List.of(
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=dontinline," + METHODS.get(0),
                "-XX:CompileCommand=dontinline," + METHODS.get(1));
    }

    /** Class and method, with two colons between them. */
    static List<String> methods() {
        return METHODS;
    }
}
