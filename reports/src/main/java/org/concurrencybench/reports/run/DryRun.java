package org.concurrencybench.reports.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.run.BatchRule;
import org.concurrencybench.core.run.Pilot;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.CellPlanner;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.records.LeftOutCell;

/** Says what a run would measure and how long that would take. Measures nothing, starts nothing and writes nothing. */
public final class DryRun {
    /** Start of fixtures, pilot and expected digests, for one workload. */
    private static final double PREPARING_SECONDS = 2;

    private final RunRequest request;
    private final Catalog catalog;
    private final Progress progress;
    private final List<TrialPlan> trials = new ArrayList<>();
    private final List<LeftOutCell> leftOut = new ArrayList<>();

    public DryRun(RunRequest request, Catalog catalog, Progress progress) {
        this.request = request;
        this.catalog = catalog;
        this.progress = progress;
    }

    /**
     * Says it, a line at a time.
     *
     * @throws org.concurrencybench.core.api.UsageException when the run would be refused
     */
    public void tell() {
        Plan plan = request.plan();
        Map<Plan.PlannedWorkload, List<Cell>> planned =
                new CellPlanner(catalog, request.cpus(), Jvm.labels(request.jvms())).cells(plan);
        size(planned);
        progress.say("dry run of plan '" + plan.name() + "': nothing is measured, nothing is written");
        progress.say("");
        trials.forEach(this::cell);
        progress.say("");
        leftOut.forEach(left -> progress.say("would be left out: " + left.cell().id() + ": " + left.reason()));
        time(planned.size());
        progress.say("");
        progress.say(
                "The shapes, the numbers of cells and rounds, and the time of computing cells follow from the plan."
                        + " Estimates, since no pilot has run:");
        progress.say("- the time of makespan cells: a task is taken to wait as long as its workload's parameters say;");
        progress.say("- a computing batch is taken to fit ten times into an iteration: longer ones stretch it;");
        progress.say("- the start of JVMs, the preparing, and so which cells are left out.");
    }

    private void size(Map<Plan.PlannedWorkload, List<Cell>> planned) {
        TrialSizing sizing = new TrialSizing(request.plan().trial(), request.cpus());
        BudgetShare share = BudgetShare.of(
                request.plan(), planned.values().stream().mapToInt(List::size).sum());
        for (Map.Entry<Plan.PlannedWorkload, List<Cell>> entry : planned.entrySet()) {
            Workload<?, ?> workload = catalog.workload(entry.getKey().id());
            BatchRule rule = sizing.batchRule(entry.getKey(), workload, entry.getValue());
            Pilot assumed =
                    sizing.withoutPilot(workload, entry.getValue().getFirst().parameters(), rule);
            for (Cell cell : entry.getValue()) {
                TrialPlan trial = sizing.plan(
                        cell,
                        workload,
                        catalog.model(cell.model()).taskOverhead(),
                        assumed,
                        request.plan().rounds(entry.getKey()));
                if (share.affords(trial)) {
                    trials.add(trial);
                } else {
                    leftOut.add(share.leftOut(trial, workload, assumed));
                }
            }
        }
    }

    private void cell(TrialPlan trial) {
        progress.say(String.format(
                Locale.ROOT,
                "%-70s %-8s  about %5.1f s  %s",
                trial.cell().id(),
                trial.cell().shape().name().toLowerCase(Locale.ROOT),
                trial.expectedSeconds(),
                trial.cell().place()));
    }

    private void time(int workloads) {
        Plan plan = request.plan();
        double round = seconds(1);
        double preparing = workloads * PREPARING_SECONDS;
        double budget = plan.budget().toNanos() / 1e9;
        String rounds = plan.minRounds() == plan.maxRounds()
                ? Integer.toString(plan.minRounds())
                : plan.minRounds() + " to " + plan.maxRounds();
        double least = preparing + seconds(plan.minRounds());
        double most = preparing + seconds(plan.maxRounds());
        progress.say(String.format(
                Locale.ROOT,
                "%d cells, %d left out; about %s a round, %s rounds, about %s for preparing: %s in all",
                trials.size(),
                leftOut.size(),
                Progress.clock(round),
                rounds,
                Progress.clock(preparing),
                least == most ? Progress.clock(least) : Progress.clock(least) + " to " + Progress.clock(most)));
        progress.say("the budget is " + Progress.clock(budget) + ": " + held(budget - preparing, preparing));
    }

    /** So many rounds, or as many as each cell takes part in. */
    private double seconds(int rounds) {
        return trials.stream()
                .mapToDouble(trial -> trial.expectedSeconds() * Math.min(rounds, trial.rounds()))
                .sum();
    }

    private String held(double seconds, double preparing) {
        Plan plan = request.plan();
        Schedule schedule = new Schedule(plan, trials);
        Schedule.Outlook outlook = schedule.outlook(seconds);
        if (!outlook.incomplete().isEmpty()) {
            return "it "
                    + BudgetText.outlook(outlook, schedule.experiments(), plan, preparing + outlook.neededSeconds());
        }
        int rounds = plan.minRounds();
        while (rounds < plan.maxRounds() && seconds(rounds + 1) <= seconds) {
            rounds++;
        }
        return rounds == plan.maxRounds() ? "it holds all rounds" : "it holds about " + rounds + " of them";
    }
}
