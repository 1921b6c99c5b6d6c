package org.concurrencybench.reports.run;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.PlannedExperiment;
import org.concurrencybench.reports.records.IoReason;
import org.concurrencybench.reports.records.PricesPlanned;
import org.concurrencybench.reports.run.folder.ScratchFolder;
import org.concurrencybench.reports.run.jars.ClassPaths;
import org.concurrencybench.reports.run.trial.TrialPlan;
import org.concurrencybench.reports.text.Count;

/**
 * Says what a run would measure and how long that would take. It prepares each workload as a run does, its pilot
 * included, since only that tells how long a task takes; it measures nothing and leaves nothing.
 */
public final class DryRun {
    private final RunRequest request;
    private final Catalog catalog;
    private final Progress progress;
    private final TimeBreakdown time = new TimeBreakdown(0, List.of());

    public DryRun(RunRequest request, Catalog catalog, Progress progress) {
        this.request = request;
        this.catalog = catalog;
        this.progress = progress;
    }

    /**
     * Refuses what no preparation is needed to refuse.
     *
     * @throws org.concurrencybench.core.api.UsageException when the run would be refused
     */
    public void check() {
        new RefusedCells(request, catalog).requireOthers(request.experiments(catalog));
    }

    /**
     * Says it, a line at a time.
     *
     * @throws org.concurrencybench.core.api.UsageException when the run would be refused
     * @throws RunFailedException when the disk gives out
     */
    public void tell() throws RunFailedException, InterruptedException {
        check();
        List<PlannedExperiment> planned = request.experiments(catalog);
        ClassPaths classPaths = new ClassPaths(catalog, request.jars());
        progress.say("dry run of plan '" + request.plan().name() + "': nothing is measured, nothing is written");
        ClassPaths.told(classPaths.userJars()).forEach(progress::say);
        try (Interruption interruption = new Interruption();
                ScratchFolder scratch = ScratchFolder.create(progress::say)) {
            RunScope scope = new RunScope(request, catalog, classPaths, progress, scratch.path(), interruption);
            try (PreparedRun prepared = new Preparation(scope, time).prepare(planned)) {
                tell(prepared);
            }
        } catch (IOException e) {
            throw new RunFailedException("the dry run stopped: " + IoReason.of(e), e);
        }
    }

    private void tell(PreparedRun prepared) {
        List<TrialPlan> trials = List.copyOf(prepared.trials().values());
        PricesPlanned prices = PriceCells.of(request);
        if (prices != null) {
            prices(prices);
            if (request.plan().workloads().isEmpty()) {
                return;
            }
        }
        progress.say("");
        if (trials.isEmpty()) {
            progress.say("no cell would be measured, for the reasons above");
            return;
        }
        trials.forEach(this::cell);
        progress.say("");
        time(trials, prepared.leftOut().size(), time.seconds());
        progress.say("");
        progress.say("How long a trial takes is an estimate: it depends on when its JVMs are warm.");
    }

    private void prices(PricesPlanned prices) {
        progress.say("");
        prices.cells().forEach(cell -> progress.say("price " + cell.id() + ": " + cell.label()));
        prices.leftOut()
                .forEach(left -> progress.say("left out: price " + left.cell().id() + ": " + left.reason()));
        double round = prices.cells().size() * PriceRounds.expectedSeconds(prices.shape());
        int rounds = request.plan().minRounds();
        progress.say(String.format(
                Locale.ROOT,
                "%s, %d left out; about %s a round, %s: %s in all; the budget is %s",
                Count.of(prices.cells().size(), "price"),
                prices.leftOut().size(),
                Progress.clock(round),
                Count.of(rounds, "round"),
                Progress.clock(round * rounds),
                Progress.clock(request.plan().budget().toNanos() / 1e9)));
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

    private void time(List<TrialPlan> trials, int leftOut, double preparing) {
        Plan plan = request.plan();
        double round = seconds(trials, 1);
        double budget = plan.budget().toNanos() / 1e9;
        String rounds = plan.minRounds() == plan.maxRounds()
                ? Count.of(plan.minRounds(), "round")
                : plan.minRounds() + " to " + plan.maxRounds() + " rounds";
        double least = preparing + seconds(trials, plan.minRounds());
        double most = preparing + seconds(trials, plan.maxRounds());
        progress.say(String.format(
                Locale.ROOT,
                "%s, %d left out; about %s a round, %s, about %s for preparing: %s in all",
                Count.of(trials.size(), "cell"),
                leftOut,
                Progress.clock(round),
                rounds,
                Progress.clock(preparing),
                least == most ? Progress.clock(least) : Progress.clock(least) + " to " + Progress.clock(most)));
        progress.say("the budget is " + Progress.clock(budget) + ": " + held(trials, budget - preparing, preparing));
    }

    /** Of that many rounds, or as many as each cell takes part in. */
    private static double seconds(List<TrialPlan> trials, int rounds) {
        return trials.stream()
                .mapToDouble(trial -> trial.expectedSeconds() * Math.min(rounds, trial.rounds()))
                .sum();
    }

    private String held(List<TrialPlan> trials, double seconds, double preparing) {
        Plan plan = request.plan();
        Schedule schedule = new Schedule(plan, trials);
        Schedule.Outlook outlook = schedule.outlook(seconds);
        if (!outlook.incomplete().isEmpty()) {
            return "it "
                    + BudgetText.outlook(outlook, schedule.experiments(), plan, preparing + outlook.neededSeconds());
        }
        int rounds = plan.minRounds();
        while (rounds < plan.maxRounds() && seconds(trials, rounds + 1) <= seconds) {
            rounds++;
        }
        return rounds == plan.maxRounds()
                ? "it is enough for all rounds"
                : "it is enough for about " + rounds + " of them";
    }
}
