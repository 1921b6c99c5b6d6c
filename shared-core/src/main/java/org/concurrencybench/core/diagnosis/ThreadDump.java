package org.concurrencybench.core.diagnosis;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What all threads of this JVM are doing, virtual ones too where the JVM can tell. */
final class ThreadDump {
    private static final Pattern TITLE = Pattern.compile("^#\\d+ \"(.*?)\".*");
    private static final int FRAMES = 14;

    private ThreadDump() {}

    /**
     * A thread.
     *
     * @param name may be empty
     * @param frames without module, version and loader, the innermost first
     */
    record Stack(String name, List<String> frames) {
        /** The first frame that belongs to the workload or its libraries. */
        Optional<String> own() {
            return frames.stream().filter(Frames::isOwn).findFirst();
        }

        /**
         * What it is in and where that was called: {@code java.lang.Thread.sleep, called at
         * com.example.Own.run(Own.java:14)}.
         */
        String doing() {
            Optional<String> own = own();
            int at = own.map(frames::indexOf).orElse(0);
            String place = own.orElse(frames.isEmpty() ? "?" : frames.getFirst());
            return at == 0 ? "at " + place : "in " + method(frames.get(at - 1)) + ", called at " + place;
        }

        /** Bounded, for people. */
        String text() {
            StringBuilder text = new StringBuilder("thread \"" + name + "\"");
            frames.stream()
                    .limit(FRAMES)
                    .forEach(frame -> text.append("\n    at ").append(frame));
            return text.append(frames.size() > FRAMES ? "\n    …" : "").toString();
        }

        private static String method(String frame) {
            int bracket = frame.indexOf('(');
            return bracket < 0 ? frame : frame.substring(0, bracket);
        }
    }

    /** All threads of which a frame is as {@code wanted}. */
    static List<Stack> with(Predicate<String> wanted) {
        return take().stream()
                .filter(stack -> stack.frames().stream().anyMatch(wanted))
                .toList();
    }

    private static List<Stack> take() {
        try {
            return ofAllThreads();
        } catch (IOException
                | RuntimeException
                | LinkageError e) { // not HotSpot, or no disk: virtual threads are then missing
            return Thread.getAllStackTraces().entrySet().stream()
                    .map(entry -> new Stack(
                            entry.getKey().getName(),
                            Arrays.stream(entry.getValue())
                                    .map(frame -> Frames.plain(frame.toString()))
                                    .toList()))
                    .toList();
        }
    }

    private static List<Stack> ofAllThreads() throws IOException {
        Path folder = Files.createTempDirectory("threads");
        Path file = folder.resolve("dump.txt").toAbsolutePath();
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
            try (Stream<String> lines = Files.lines(file)) {
                return parsed(lines.toList());
            }
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    /** The threads of a dump in HotSpot's plain form. */
    static List<Stack> parsed(List<String> lines) {
        List<Stack> stacks = new ArrayList<>();
        List<String> frames = new ArrayList<>();
        for (String line : lines) {
            Matcher title = TITLE.matcher(line);
            if (title.matches()) {
                frames = new ArrayList<>();
                stacks.add(new Stack(title.group(1), frames));
            } else if (line.startsWith(" ")
                    && line.contains("(")
                    && !line.strip().startsWith("//")
                    && !line.contains("- ")) {
                frames.add(Frames.plain(line));
            }
        }
        return stacks;
    }
}
