package org.concurrencybench.reports.run;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.stats.Criteria;

/** Says in words what a budget holds. */
final class BudgetText {
    private static final int NAMED = 5;

    private BudgetText() {}

    /**
     * Goes on after "the budget": which experiments get their least rounds and which do not.
     *
     * @param experiments of the run
     * @param neededSeconds budget that would do for all
     */
    static String outlook(Schedule.Outlook outlook, int experiments, Plan plan, double neededSeconds) {
        boolean verdicts = plan.minRounds() >= Criteria.of(plan.precision()).minTrials();
        String rounds = plan.minRounds() + (plan.minRounds() == 1 ? " round" : " rounds");
        String what = verdicts ? "verdicts (" + rounds + ")" : rounds;
        if (outlook.incomplete().isEmpty()) {
            return "is enough for " + what + " on every workload";
        }
        List<Map.Entry<String, Integer>> left = List.copyOf(outlook.incomplete().entrySet());
        String named = left.stream()
                .limit(NAMED)
                .map(experiment -> experiment.getKey()
                        + (experiment.getValue() > 0 ? " (" + experiment.getValue() + " so far)" : ""))
                .collect(Collectors.joining(", "));
        return (outlook.complete() == 0
                        ? "is too short for " + what + " on any"
                        : "is enough for " + what + " on " + outlook.complete())
                + " of " + experiments
                + (experiments == 1 ? " workload" : " workloads")
                + "; left with fewer rounds: " + named
                + (left.size() > NAMED ? " and " + (left.size() - NAMED) + " more" : "")
                + "; raise bench.budget (--budget) to " + minutes(neededSeconds) + " or leave cells out";
    }

    /** As budgets are written. */
    static String minutes(double seconds) {
        return (int) Math.ceil(seconds / 60) + "m";
    }
}
