package org.concurrencybench.reports.analysis.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.CheckedClaim;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Experiment;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.records.RunResults;
import org.jspecify.annotations.Nullable;

/** Holds a run of the plan {@code claims} against what has been published. */
public final class ClaimAnalyst {
    /** The plan whose runs are checked. */
    public static final String PLAN = "claims";

    private static final Pattern FEATURE = Pattern.compile("\\d{1,4}");

    private final RunResults run;
    private final List<Experiment> experiments;
    private final int minTrials;

    private ClaimAnalyst(RunResults run, List<Experiment> experiments, int minTrials) {
        this.run = run;
        this.experiments = experiments;
        this.minTrials = minTrials;
    }

    /**
     * All claims, on each JVM of the run; empty for the run of another plan.
     *
     * @param experiments what {@code run} tells
     * @param minTrials with fewer there is no verdict
     */
    public static List<CheckedClaim> check(RunResults run, List<Experiment> experiments, int minTrials) {
        if (!run.header().plan().equals(PLAN)) {
            return List.of();
        }
        ClaimAnalyst analyst = new ClaimAnalyst(run, experiments, minTrials);
        List<String> jvms = analyst.planned().map(Cell::jvm).distinct().toList();
        return PublishedClaims.ALL.stream()
                .flatMap(claim -> jvms.stream().map(jvm -> analyst.check(claim, jvm)))
                .toList();
    }

    private Stream<Cell> planned() {
        return Stream.concat(
                run.header().cells().stream(), run.header().leftOut().stream().map(LeftOutCell::cell));
    }

    private CheckedClaim check(Claim claim, String jvm) {
        List<ClaimFigure.FoundCell> found = new ArrayList<>();
        for (WantedCell wanted : claim.figure().wanted()) {
            Optional<Cell> cell = planned()
                    .filter(some -> some.jvm().equals(jvm) && wanted.is(some))
                    .findFirst();
            if (cell.isEmpty()) {
                return notTestable(claim, jvm, "the run has no cell of " + wanted.words());
            }
            Optional<ClaimFigure.FoundCell> measured = measured(cell.get());
            if (measured.isEmpty()) {
                return notTestable(claim, jvm, wanted.words() + " was not measured: " + whyNot(cell.get()));
            }
            found.add(measured.get());
        }
        List<Cell> cells = found.stream().map(ClaimFigure.FoundCell::cell).toList();
        return claim.needs()
                .unmet(cells, feature(cells.getFirst()))
                .or(() -> found.stream()
                        .flatMap(cell -> unusable(cell.result()).stream())
                        .findFirst())
                .map(why -> notTestable(claim, jvm, why))
                .orElseGet(() -> judged(claim, jvm, found));
    }

    private Optional<ClaimFigure.FoundCell> measured(Cell cell) {
        return experiments.stream()
                .flatMap(experiment -> experiment.shown().stream()
                        .filter(result -> result.cell().equals(cell.id()))
                        .map(result -> new ClaimFigure.FoundCell(cell, result, experiment)))
                .findFirst();
    }

    private String whyNot(Cell cell) {
        Stream<String> leftOut = experiments.stream()
                .flatMap(experiment -> experiment.leftOut().stream())
                .filter(left -> left.cell().equals(cell.id()))
                .map(left -> left.reason());
        Stream<String> failed = experiments.stream()
                .flatMap(experiment -> experiment.failed().stream())
                .filter(failure -> failure.cell().equals(cell.id()))
                .map(failure -> failure.message().lines().findFirst().orElse("its trials failed"));
        return Stream.concat(leftOut, failed).findFirst().orElse("it has no trial");
    }

    /** Why nothing can be said with this result; empty where something can. */
    private Optional<String> unusable(CellResult result) {
        if (result.flags().stream().anyMatch(Flag::bars)) {
            return Optional.of("the result of " + result.name() + " cannot be: " + result.whyBarred());
        }
        return result.trials() < minTrials
                ? Optional.of(result.name() + " has " + result.trials() + " trials, and a verdict takes " + minTrials)
                : Optional.empty();
    }

    private static CheckedClaim judged(Claim claim, String jvm, List<ClaimFigure.FoundCell> found) {
        Estimate figure = claim.figure().of(found);
        Optional<String> unsettling = found.stream()
                .map(cell -> cell.result().unsettling())
                .filter(reason -> !reason.isEmpty())
                .findFirst();
        if (unsettling.isPresent()) {
            return checked(claim, jvm, figure, CheckedClaim.Verdict.UNDECIDED, unsettling.get());
        }
        if (claim.band().holds(figure)) {
            return checked(claim, jvm, figure, CheckedClaim.Verdict.REPRODUCED, "");
        }
        return claim.band().excludes(figure)
                ? checked(claim, jvm, figure, CheckedClaim.Verdict.NOT_REPRODUCED, "")
                : checked(
                        claim,
                        jvm,
                        figure,
                        CheckedClaim.Verdict.UNDECIDED,
                        "the interval reaches over an end of the band; more rounds make it narrower (--rounds)");
    }

    /** The version of the JDK that measured {@code cell}, as its JVM said; 0 where it did not. */
    private int feature(Cell cell) {
        return run.trials().stream()
                .filter(trial -> trial.cell().equals(cell.id()))
                .map(trial -> trial.facts().getOrDefault(TrialFacts.JAVA_VERSION, ""))
                .map(ClaimAnalyst::feature)
                .flatMapToInt(OptionalInt::stream)
                .findFirst()
                .orElse(0);
    }

    private static OptionalInt feature(String version) {
        Matcher number = FEATURE.matcher(version);
        return number.lookingAt() ? OptionalInt.of(Integer.parseInt(number.group())) : OptionalInt.empty();
    }

    private static CheckedClaim notTestable(Claim claim, String jvm, String why) {
        return checked(claim, jvm, null, CheckedClaim.Verdict.NOT_TESTABLE, why);
    }

    private static CheckedClaim checked(
            Claim claim, String jvm, @Nullable Estimate measured, CheckedClaim.Verdict verdict, String why) {
        return new CheckedClaim(
                claim.id(),
                jvm,
                claim.text(),
                claim.source().title(),
                claim.source().url(),
                claim.published(),
                claim.measure(),
                measured,
                claim.band(),
                verdict,
                why);
    }
}
