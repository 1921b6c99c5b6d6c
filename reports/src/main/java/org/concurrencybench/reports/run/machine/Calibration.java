package org.concurrencybench.reports.run.machine;

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
import org.concurrencybench.reports.run.machine.SpinningProcess.Steps;

/**
 * How many times as much as one process N independent ones compute together, one for each usable CPU. Less than N where
 * CPUs are siblings on one core, share a quota or a power budget, or are not really there; and where others use the
 * CPUs meanwhile. What was disturbed is measured on, three times as long at most. Takes some 0.3 s on a quiet machine.
 *
 * @param processes N
 * @param dependent speed-up of work whose steps depend on each other: the most that any computing work can gain
 * @param independent speed-up of work that keeps all units of a core busy: clearly less on siblings
 * @param lostShare share of the machine's CPUs that others used or a hypervisor took meanwhile; 0 where the platform
 *     does not tell
 */
public record Calibration(int processes, double dependent, double independent, double lostShare) {
    private static final List<String> JVM = List.of(
            "-XX:TieredStopAtLevel=1", // compiled at once, alike in all of them, with no compiler busy beside
            "-XX:+UseSerialGC",
            "-Xmx16m",
            "-XX:-UsePerfData");
    private static final int WINDOW_MILLIS = 40;
    private static final int REPEATS = 4;
    /** Close enough to N to look no further. */
    private static final double FULL = 0.95;

    private static final long LIMIT_SECONDS = 10;
    private static final int ATTEMPTS = 3;
    /** Share of the machine's CPUs that may be lost to others. */
    private static final double QUIET = 0.05;

    /** Empty when there is one CPU only, or the processes do not run here. */
    public static Optional<Calibration> measure(Path java, int processes) throws InterruptedException {
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

    /** Whether it tells what the CPUs give: everything was there, or nobody else used them meanwhile. */
    public boolean isTrusted() {
        return isFull() || lostShare <= QUIET;
    }

    /** Whether the CPUs gave all that there can be, so that nothing is to be gained from measuring again. */
    public boolean isFull() {
        return dependent >= FULL * processes;
    }

    /**
     * For pages. It starts with the limit of what computing work can gain, where it is trusted, and with a word where
     * it is not.
     */
    public String text() {
        String numbers = String.format(
                Locale.ROOT,
                "%.2f of %d; %.2f where each keeps all units of its core busy",
                dependent,
                processes,
                independent);
        return isTrusted()
                ? numbers
                : String.format(
                        Locale.ROOT,
                        "uncertain, as others used %.0f %% of the machine meanwhile: %s",
                        lostShare * 100,
                        numbers);
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
        List<Long> pids = processes.stream().map(Process::pid).toList();
        Map<Steps, Rates> rates = new EnumMap<>(Steps.class);
        Calibration measured;
        int attempts = 0;
        do {
            Optional<MachineLoad> before = MachineLoad.now(pids);
            for (Steps steps : Steps.values()) {
                rates.merge(steps, rates(steps, processes, answers), Rates::best);
            }
            measured = new Calibration(
                    processes.size(),
                    rates.getOrDefault(Steps.DEPENDENT, Rates.NONE).speedUp(processes.size()),
                    rates.getOrDefault(Steps.INDEPENDENT, Rates.NONE).speedUp(processes.size()),
                    lostShare(before, MachineLoad.now(pids)));
            attempts++;
        } while (!measured.isTrusted() && attempts < ATTEMPTS);
        return measured;
    }

    private static double lostShare(Optional<MachineLoad> before, Optional<MachineLoad> after) {
        if (before.isEmpty() || after.isEmpty()) {
            return 0;
        }
        MachineLoad.Others others = after.get().since(before.get());
        return (others.used() + others.stolen()) / after.get().cpus();
    }

    /**
     * Steps per second of one process alone and of all together, each the best that was seen: noise only ever takes
     * away.
     */
    private record Rates(double alone, double together) {
        private static final Rates NONE = new Rates(1, 1);

        Rates best(Rates other) {
            return new Rates(Math.max(alone, other.alone), Math.max(together, other.together));
        }

        double speedUp(int most) {
            return Math.min(most, together / alone);
        }
    }

    private static Rates rates(Steps steps, List<Process> processes, List<BufferedReader> answers) throws IOException {
        Rates best = new Rates(0, 0);
        int repeats = 0;
        do {
            best = best.best(new Rates(
                    stepsPerSecond(steps, processes.subList(0, 1), answers),
                    stepsPerSecond(steps, processes, answers)));
            repeats++;
        } while (repeats < REPEATS && best.speedUp(processes.size()) < FULL * processes.size());
        return best;
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
