package org.concurrencybench.reports.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.reports.run.SpinningProcess.Steps;

/**
 * How many times as much as one process N independent ones compute together, one for each usable CPU. Less than N where CPUs are
 * siblings on one core, share a quota or a power budget, or are not really there. Takes a second at most.
 *
 * @param processes N
 * @param dependent speed-up of work whose steps depend on each other: the most that any computing work can gain
 * @param independent speed-up of work that keeps all units of a core busy: clearly less on siblings
 */
record Calibration(int processes, double dependent, double independent) {
    private static final List<String> JVM = List.of(
            "-XX:TieredStopAtLevel=1", // compiled at once, alike in all of them, with no compiler busy beside
            "-XX:+UseSerialGC",
            "-Xmx16m",
            "-XX:-UsePerfData");
    private static final int WINDOW_MILLIS = 40;
    private static final int REPEATS = 4;
    /** Close enough to N to look no further: noise only ever takes away. */
    private static final double FULL = 0.95;

    private static final long LIMIT_SECONDS = 10;

    /** Empty when there is one CPU only, or the processes do not run here. */
    static Optional<Calibration> measure(Path java, int processes) throws InterruptedException {
        if (processes < 2) {
            return Optional.empty();
        }
        CountDownLatch done = new CountDownLatch(1);
        List<Process> started = new ArrayList<>();
        try {
            for (int i = 0; i < processes; i++) {
                started.add(start(java));
            }
            endLate(List.copyOf(started), done);
            return Optional.of(measure(started));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // a run can do without; its page says so
        } finally {
            done.countDown();
            for (Process process : started) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /** For pages; the first number is the limit of what computing work can gain. */
    String text() {
        return String.format(
                Locale.ROOT,
                "%.2f of %d; %.2f where each keeps all units of its core busy",
                dependent,
                processes,
                independent);
    }

    private static Process start(Path java) throws IOException {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SpinningProcess.class.getName()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void endLate(List<Process> processes, CountDownLatch done) {
        Thread.ofPlatform().daemon().name("calibration-limit").start(() -> {
            try {
                if (!done.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    processes.forEach(Process::destroyForcibly);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static Calibration measure(List<Process> processes) throws IOException {
        List<BufferedReader> answers = new ArrayList<>();
        for (Process process : processes) {
            answers.add(process.inputReader(StandardCharsets.UTF_8));
        }
        for (BufferedReader answer : answers) {
            line(answer); // ready
        }
        Map<Steps, Double> speedUps = new EnumMap<>(Steps.class);
        for (Steps steps : Steps.values()) {
            speedUps.put(steps, speedUp(steps, processes, answers));
        }
        return new Calibration(
                processes.size(),
                speedUps.getOrDefault(Steps.DEPENDENT, 1.0),
                speedUps.getOrDefault(Steps.INDEPENDENT, 1.0));
    }

    /** The best of what they gave together over the best of what one gave alone. */
    private static double speedUp(Steps steps, List<Process> processes, List<BufferedReader> answers)
            throws IOException {
        double alone = 0;
        double together = 0;
        int repeats = 0;
        do {
            alone = Math.max(alone, stepsPerSecond(steps, processes.subList(0, 1), answers));
            together = Math.max(together, stepsPerSecond(steps, processes, answers));
            repeats++;
        } while (repeats < REPEATS && together < FULL * processes.size() * alone);
        return Math.min(processes.size(), together / alone);
    }

    private static double stepsPerSecond(Steps steps, List<Process> asked, List<BufferedReader> answers)
            throws IOException {
        byte[] request = (steps.name() + " " + WINDOW_MILLIS + "\n").getBytes(StandardCharsets.UTF_8);
        for (Process process : asked) {
            process.getOutputStream().write(request);
            process.getOutputStream().flush();
        }
        double sum = 0;
        for (int i = 0; i < asked.size(); i++) {
            sum += Long.parseLong(line(answers.get(i)));
        }
        return sum;
    }

    private static String line(BufferedReader answers) throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("a process of the calibration ended before its time");
        }
        return line;
    }
}
