package org.concurrencybench.reports.run;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.records.PilotRecord;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.UserJar;
import org.concurrencybench.reports.run.machine.Environment;

/** What must be the same when a run goes on: what is measured, how, and where; as text, what → value. */
final class RunConditions {
    private static final String NOTHING = "not there";
    /** Digits of a digest that are shown: enough to tell any two apart. */
    private static final int DIGEST_SHOWN = 16;

    private final Map<String, String> values = new LinkedHashMap<>();

    private RunConditions() {}

    /**
     * One line for each difference, {@code what: then X, now Y}; none when a run with the one header can go on as the
     * other.
     */
    static List<String> differences(RunHeader then, RunHeader now) {
        // An experiment that could not be prepared then has told no batch size.
        Set<String> experiments = new LinkedHashSet<>(experiments(then));
        experiments.retainAll(experiments(now));
        Map<String, String> before = of(then, experiments);
        Map<String, String> after = of(now, experiments);
        Set<String> all = new LinkedHashSet<>(before.keySet());
        all.addAll(after.keySet());
        List<String> differences = new ArrayList<>();
        for (String what : all) {
            String was = before.getOrDefault(what, NOTHING);
            String is = after.getOrDefault(what, NOTHING);
            if (!was.equals(is)) {
                differences.add(what + ": then " + was + ", now " + is);
            }
        }
        return differences;
    }

    private static List<String> experiments(RunHeader header) {
        return header.pilots().stream().map(PilotRecord::experiment).toList();
    }

    private static Map<String, String> of(RunHeader header, Set<String> experiments) {
        RunConditions all = new RunConditions();
        all.plan(header);
        header.pilots().stream()
                .filter(pilot -> experiments.contains(pilot.experiment()))
                .forEach(all::batch);
        header.cells().forEach(all::cell);
        header.leftOut().stream().map(LeftOutCell::cell).forEach(all::cell);
        Environment.LASTING.forEach(
                name -> all.values.put(name, header.environment().getOrDefault(name, NOTHING)));
        all.values.put("version of the suite", header.suite());
        all.values.put("commit of the suite", header.commit());
        header.jars().forEach(all::jar);
        return all.values;
    }

    private void plan(RunHeader header) {
        Plan.TrialShape trial = header.trial();
        values.put(
                "precision",
                BigDecimal.valueOf(header.precision())
                                .movePointRight(2)
                                .stripTrailingZeros()
                                .toPlainString()
                        + "%");
        values.put("min-rounds", Integer.toString(header.minRounds()));
        values.put("max-rounds", Integer.toString(header.maxRounds()));
        values.put("seed", Long.toString(header.seed()));
        values.put("trial.warmup", Parameter.format(trial.warmup()));
        values.put("trial.warmup-limit", Parameter.format(trial.warmupLimit()));
        values.put("trial.iterations", Integer.toString(trial.iterations()));
        values.put("trial.iteration", Parameter.format(trial.iteration()));
        values.put("trial.heap", trial.heapMegabytes() + "m");
        values.put("trial.collector", trial.collector());
        values.put("trial.limit", Parameter.format(trial.limit()));
    }

    private void batch(PilotRecord pilot) {
        values.put(
                "tasks of " + pilot.experiment(),
                pilot.tasksPlanned() ? Integer.toString(pilot.tasks()) : "as many as a pilot finds");
    }

    private void cell(Cell cell) {
        values.put(cell.id(), cell.place());
    }

    private void jar(UserJar jar) {
        String what = "jar " + jar.name();
        for (int next = 2; values.containsKey(what); next++) {
            what = "jar " + jar.name() + " (" + next + ")";
        }
        values.put(what, "SHA-256 " + jar.sha256().substring(0, DIGEST_SHOWN) + "…");
    }
}
