package org.concurrencybench.reports.run.machine;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a JDK says of itself in its {@code release} file.
 *
 * @param version {@code 25.0.1}; empty where there is no such file
 * @param description implementor and build
 */
record JdkRelease(String version, String description) {
    private static final Pattern FEATURE = Pattern.compile("\\d{1,3}");
    private static final Pattern ANSWER = Pattern.compile("version \"([^\"]{1,40})\"");
    private static final File NOTHING =
            new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    private static final int MOST_ANSWER = 10_000;
    private static final int PATIENCE_SECONDS = 30;

    /** Of the JDK that the executable {@code java} belongs to. */
    static JdkRelease of(Path java) {
        try (var lines = Files.lines(home(java).resolve("release"))) {
            Map<String, String> values = lines.filter(line -> line.contains("="))
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf('=')),
                            line -> line.substring(line.indexOf('=') + 1).replace("\"", ""),
                            (first, second) -> first));
            String version = values.getOrDefault("JAVA_VERSION", "");
            return new JdkRelease(
                    version,
                    values.getOrDefault("IMPLEMENTOR", "JDK") + " "
                            + values.getOrDefault(
                                    "JAVA_RUNTIME_VERSION", version.isEmpty() ? "of unknown version" : version));
        } catch (IOException e) {
            return new JdkRelease("", java.toString());
        }
    }

    /** What the executable {@code java} answers to {@code -version}; empty when that is no answer of a JVM. */
    static Optional<JdkRelease> asked(Path java) {
        try {
            Process process = new ProcessBuilder(java.toString(), "-version")
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                    .start();
            Thread ended = Thread.ofVirtual().start(() -> endAfterPatience(process));
            String answer = new String(process.getInputStream().readNBytes(MOST_ANSWER), StandardCharsets.UTF_8);
            process.destroyForcibly();
            ended.interrupt();
            Matcher version = ANSWER.matcher(answer);
            return version.find()
                    ? Optional.of(new JdkRelease(version.group(1), "JDK " + version.group(1)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void endAfterPatience(Process process) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it has answered
        }
    }

    /** The folder that the JDK is in. */
    static Path home(Path java) {
        return java.toAbsolutePath().normalize().resolve("../..").normalize();
    }

    /** The number that says what it can do, such as 25; empty where it is not known. */
    OptionalInt feature() {
        Matcher number = FEATURE.matcher(version);
        return number.lookingAt() ? OptionalInt.of(Integer.parseInt(number.group())) : OptionalInt.empty();
    }
}
