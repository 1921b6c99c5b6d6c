package org.concurrencybench.reports.cli;

import java.io.Console;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What the standard streams are connected to. */
final class Terminal {
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,4} [1-9][0-9]{0,3}");
    private static final int USUAL = 80;
    private static final int NARROWEST = 20;

    private Terminal() {}

    /** Columns that it has now; 80 where it does not tell, as under Windows. */
    static int columns() {
        try {
            Process process = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return process.waitFor() == 0 && SIZE.matcher(answer).matches()
                    ? Math.max(NARROWEST, Integer.parseInt(answer.substring(answer.indexOf(' ') + 1)))
                    : USUAL;
        } catch (IOException e) {
            return USUAL; // there is no stty
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    /**
     * Whether a person watches: since JDK 22 there is a console even where the streams are files, and
     * {@code isTerminal} tells.
     */
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
