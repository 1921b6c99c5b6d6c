package org.concurrencybench.core.diagnosis;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.codec.NoCodecException;

/** Finds out what a throwable says about a workload. Throwables of other JVMs are known by how they print. */
public final class Causes {
    private static final int MAX_LINES = 24;
    private static final int MAX_CHARS = 4000;
    private static final int MAX_LINE = 400;
    private static final Pattern MISSING =
            Pattern.compile("^java\\.lang\\.(?:NoClassDefFoundError|ClassNotFoundException): ([\\w$./-]+)");
    private static final Pattern INITIALIZER = Pattern.compile(
            "^java\\.lang\\.(?:ExceptionInInitializerError.*|NoClassDefFoundError: Could not initialize class ([\\w$.]+).*)");
    private static final Pattern OUT_OF_MEMORY = Pattern.compile("java\\.lang\\.OutOfMemoryError(?:: [^\\n]*)?");

    private Causes() {}

    /**
     * What {@code thrown} says.
     *
     * @param where what threw it, such as {@code task 17: run()}
     * @param next what to do where the throwable itself does not tell
     */
    public static Diagnosis of(String where, Throwable thrown, String next) {
        if (thrown instanceof DiagnosedException known) {
            return known.diagnosis().in(where);
        }
        if (thrown instanceof NoCodecException codec) {
            return new Diagnosis(where + ": " + codec.what(), codec.remedy(), "");
        }
        if (thrown instanceof UsageException refused) {
            return new Diagnosis(where + ": " + refused.getMessage(), next, "");
        }
        String details = trace(thrown);
        Set<Throwable> chain = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = thrown; cause != null && chain.add(cause); cause = cause.getCause()) {
            Optional<Diagnosis> known = known(where, text(cause), place(cause), details);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return new Diagnosis(where + " threw " + line(text(thrown)) + place(thrown), next, details);
    }

    private static Optional<Diagnosis> known(String where, String thrown, String place, String details) {
        Matcher initializer = INITIALIZER.matcher(thrown.lines().findFirst().orElse(""));
        if (initializer.matches()) {
            String owner = initializer.group(1);
            return Optional.of(new Diagnosis(
                    where + ": the static initializer of " + (owner == null ? "a class" : owner) + " failed",
                    "correct the static initializer; the stack trace says why it failed.",
                    details));
        }
        Matcher missing = MISSING.matcher(thrown);
        if (missing.find()) {
            return Optional.of(new Diagnosis(
                    where + " needs the class " + missing.group(1).replace('/', '.')
                            + ", which is not in any of the given jars"
                            + (place.isEmpty() ? "" : "; it was needed" + place.substring(1)),
                    "name the jar that holds it, or a folder with all jars that the workload needs, in bench.jars (--jars),"
                            + " next to the workload's own.",
                    details));
        }
        return outOfMemory(thrown)
                .map(words -> new Diagnosis(
                        where + " ran out of memory" + ownHeap(words) + ": " + words
                                + (place.isEmpty()
                                        ? ""
                                        : place + " (where memory ran out, which need not be what filled it)"),
                        place.isEmpty()
                                ? MORE_HEAP
                                : "look at that line for a list or a loop that grows without limit" + RAISE,
                        details));
    }

    private static final String RAISE =
            "; if the task really needs that much, raise heap under [trial] in the plan; all JVMs of a trial share it.";

    /** What to do when memory is short and no place is known. */
    public static final String MORE_HEAP =
            "look in run() for a loop that adds to a list and may not end, also one that begins only after many tasks; then for a"
                    + " field or static collection that is never cleared; then for large buffers of tasks that run at once"
                    + RAISE;

    private static String ownHeap(String words) {
        try {
            return heap(
                    words,
                    Long.parseLong(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                            .getVMOption("MaxHeapSize")
                            .getValue()));
        } catch (RuntimeException | LinkageError e) { // not HotSpot
            return "";
        }
    }

    /** {@code , with a heap of 128 MB} where {@code words}, of the JVM, say that the heap was full. */
    public static String heap(String words, long bytes) {
        return words.contains("Java heap space") ? ", with a heap of " + (bytes >> 20) + " MB" : "";
    }

    /** The words of the JVM about an {@code OutOfMemoryError} in {@code text}. */
    public static Optional<String> outOfMemory(String text) {
        Matcher matcher = OUT_OF_MEMORY.matcher(text);
        return matcher.find() ? Optional.of(matcher.group().strip()) : Optional.empty();
    }

    /** The first frame that belongs to the workload or its libraries, as {@code , at X}; empty where there is none. */
    static String place(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .map(frame -> Frames.plain(frame.toString()))
                .filter(Frames::isOwn)
                .findFirst()
                .map(frame -> ", at " + frame)
                .orElse("");
    }

    /** The first lines of its stack trace, bounded. */
    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        try {
            thrown.printStackTrace(new PrintWriter(text));
        } catch (RuntimeException | StackOverflowError e) { // by a getMessage() of the user's own
            return thrown.getClass().getName() + ", which cannot be printed: "
                    + e.getClass().getName();
        }
        String lines = text.toString()
                .lines()
                .limit(MAX_LINES)
                .map(line -> line.replace("\t", "    "))
                .collect(Collectors.joining("\n"));
        return lines.length() <= MAX_CHARS ? lines : lines.substring(0, MAX_CHARS) + " …";
    }

    private static String text(Throwable thrown) {
        try {
            return thrown.toString();
        } catch (RuntimeException | StackOverflowError e) {
            return thrown.getClass().getName() + " (its message cannot be read)";
        }
    }

    private static String line(String text) {
        String first = text.lines().findFirst().orElse("");
        return first.length() <= MAX_LINE ? first : first.substring(0, MAX_LINE) + "…";
    }
}
