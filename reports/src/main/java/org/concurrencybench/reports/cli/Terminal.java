package org.concurrencybench.reports.cli;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** What the standard streams are connected to. */
final class Terminal {
    private Terminal() {}

    /** Whether a person watches: since JDK 22 there is a console even where the streams are files, and {@code isTerminal} tells. */
    @SuppressWarnings("SystemConsoleNull") // before JDK 22 it was null where nobody watches
    static boolean isInteractive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true; // before JDK 22 a console is a terminal
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
