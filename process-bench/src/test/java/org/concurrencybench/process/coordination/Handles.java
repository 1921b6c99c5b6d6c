package org.concurrencybench.process.coordination;

import java.util.List;

/** Handles as arguments of a main method. */
final class Handles {
    private Handles() {}

    /** A handle as arguments, four of them. */
    static List<String> arguments(SharedHandle handle) {
        return List.of(
                handle.address(), handle.token(), Long.toString(handle.number()), Integer.toString(handle.slot()));
    }

    /** The handle that stands in four arguments from here on. */
    static SharedHandle handle(String[] arguments, int from) {
        return new SharedHandle(
                arguments[from],
                arguments[from + 1],
                Long.parseLong(arguments[from + 2]),
                Integer.parseInt(arguments[from + 3]));
    }
}
