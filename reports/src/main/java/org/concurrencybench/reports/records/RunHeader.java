package org.concurrencybench.reports.records;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Plan;

/**
 * The first line of a run.
 *
 * @param schema version of this format
 * @param suite version of concurrency-bench
 * @param commit of the suite's sources; {@code unknown} where it was built without them
 * @param plan name of the plan
 * @param command what was asked for, so that it can be repeated
 * @param seed of the order of the cells
 * @param precision the smallest difference that matters, as a fraction: 0.1
 * @param minRounds rounds that are always tried
 * @param maxRounds rounds at most
 * @param budgetSeconds wall time at most
 * @param trial how a trial measures
 * @param startedAt ISO-8601, UTC
 * @param environment what the machine and the JDK are, in the order in which pages show it
 * @param jars what the user plugged in
 * @param cells all cells that are measured
 * @param leftOut cells that are not measured, with the reason; where the answer is arithmetic, with the answer
 * @param pilots what sized the trials, one for each experiment that could be prepared
 */
public record RunHeader(
        int schema,
        String suite,
        String commit,
        String plan,
        String command,
        long seed,
        double precision,
        int minRounds,
        int maxRounds,
        double budgetSeconds,
        Plan.TrialShape trial,
        String startedAt,
        Map<String, String> environment,
        List<UserJar> jars,
        List<Cell> cells,
        List<LeftOutCell> leftOut,
        List<PilotRecord> pilots)
        implements Line {
    public static final int SCHEMA = 3;
    /** The entry of the environment that tells how many CPUs the run could use; its value starts with the number. */
    public static final String USABLE_CPUS = "cpus usable";

    // Further entries of the environment that decide how fast it is.
    public static final String PROCESSOR = "processor";
    public static final String MEASURED_JDK = "measured JDK";
    public static final String MEMORY = "memory";
    public static final String OPERATING_SYSTEM = "operating system";
    public static final String KERNEL = "kernel";
    public static final String GOVERNOR = "governor";
    public static final String CONTAINER_LIMIT = "container limit";

    /**
     * The entry of the environment that tells how many times as much as one process as many independent ones as there
     * are usable CPUs computed; its value starts with the number.
     */
    public static final String PROCESSES_SPEED_UP = "speed-up of independent processes";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");
    private static final Pattern LOGICAL = Pattern.compile("(\\d{1,6}) logical");

    public RunHeader {
        environment = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(environment));
        jars = List.copyOf(jars);
        cells = List.copyOf(cells);
        leftOut = List.copyOf(leftOut);
        pilots = List.copyOf(pilots);
    }

    /** The same run, once its experiments have been prepared and {@code measured} been added to its environment. */
    public RunHeader prepared(
            List<Cell> sized, List<LeftOutCell> notMeasured, List<PilotRecord> told, Map<String, String> measured) {
        Map<String, String> all = new java.util.LinkedHashMap<>(environment);
        all.putAll(measured);
        return new RunHeader(
                schema,
                suite,
                commit,
                plan,
                command,
                seed,
                precision,
                minRounds,
                maxRounds,
                budgetSeconds,
                trial,
                startedAt,
                all,
                jars,
                sized,
                notMeasured,
                told);
    }

    /** What the pilot told about {@code experiment}; empty when it could not be prepared. */
    public Optional<PilotRecord> pilot(String experiment) {
        return pilots.stream()
                .filter(pilot -> pilot.experiment().equals(experiment))
                .findFirst();
    }

    /** CPUs that the run could use, as the environment tells; empty where it does not. */
    public OptionalInt usableCpus() {
        OptionalDouble number = number(USABLE_CPUS);
        return number.isPresent() ? OptionalInt.of((int) number.getAsDouble()) : OptionalInt.empty();
    }

    /** All CPUs of the machine, as the environment tells; those that the run could use where it does not. */
    public OptionalInt machineCpus() {
        Matcher logical = LOGICAL.matcher(environment.getOrDefault(USABLE_CPUS, ""));
        return logical.find() ? OptionalInt.of(Integer.parseInt(logical.group(1))) : usableCpus();
    }

    /** What the usable CPUs really give to independent processes; empty where it was not measured. */
    public OptionalDouble processesSpeedUp() {
        return number(PROCESSES_SPEED_UP);
    }

    private OptionalDouble number(String entry) {
        Matcher number = NUMBER.matcher(environment.getOrDefault(entry, ""));
        return number.lookingAt() ? OptionalDouble.of(Double.parseDouble(number.group())) : OptionalDouble.empty();
    }
}
