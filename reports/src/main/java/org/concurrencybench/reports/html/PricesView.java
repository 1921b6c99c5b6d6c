package org.concurrencybench.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.core.prices.Primitive;
import org.concurrencybench.core.prices.Where;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.PriceFigure;
import org.concurrencybench.reports.findings.PriceList;

/** The price list as the page shows it: a row for each primitive, a column for each place. */
final class PricesView {
    private static final List<Primitive> TOLD_FIRST =
            List.of(Primitive.TASK, Primitive.LOCK_ALONE, Primitive.MESSAGE_4K);

    private final PriceList list;

    PricesView(PriceList list) {
        this.list = list;
    }

    /** What people ask for first, in words: each column's first figure, with what speaks against it. */
    List<String> sentences() {
        return TOLD_FIRST.stream()
                .map(this::sentence)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private String sentence(Primitive primitive) {
        String prices = Stream.of(Where.PLATFORM_THREADS, Where.VIRTUAL_THREADS, Where.BETWEEN_PROCESSES)
                .flatMap(where -> figures(primitive, where).stream()
                        .limit(1)
                        .map(figure -> figure.text() + " "
                                + (where == Where.BETWEEN_PROCESSES ? "" : "on ") + where.title() + " ("
                                + figure.label()
                                + (marks(figure).isEmpty() ? "" : "; " + markWords(figure))
                                + ")"))
                .collect(Collectors.joining(", "));
        return prices.isEmpty() ? "" : primitive.title() + ": " + prices + ".";
    }

    /** The columns. */
    List<Where> columns() {
        return List.of(Where.values());
    }

    /** The rows: primitives that have a figure, or a reason to have none. */
    List<Primitive> rows() {
        return Stream.of(Primitive.values())
                .filter(primitive -> Stream.concat(
                                list.prices().stream().map(PriceFigure::primitive),
                                list.missing().stream().map(PriceList.Missing::primitive))
                        .anyMatch(primitive.id()::equals))
                .toList();
    }

    /** The figures of one field. */
    List<PriceFigure> figures(Primitive row, Where column) {
        return list.prices().stream()
                .filter(figure ->
                        figure.primitive().equals(row.id()) && figure.where().equals(column.id()))
                .toList();
    }

    /** What has no figure in one field. */
    List<PriceList.Missing> missing(Primitive row, Where column) {
        return list.missing().stream()
                .filter(missing ->
                        missing.primitive().equals(row.id()) && missing.where().equals(column.id()))
                .toList();
    }

    /** Signs behind a figure, explained below the table. */
    String marks(PriceFigure figure) {
        return figure.marks(list.minTrials());
    }

    /** The signs in words, for those who do not see them. */
    String markWords(PriceFigure figure) {
        List<String> words = new ArrayList<>();
        switch (figure.check()) {
            case PROPORTIONAL -> {}
            case NOT_PROPORTIONAL -> words.add("doubling the work does not double it");
            case UNCLEAR -> words.add("too uncertain to say whether doubling the work doubles it");
        }
        if (figure.isCold()) {
            words.add("not warm when it was measured");
        }
        if (isExploratory(figure)) {
            words.add("fewer than " + list.minTrials() + " trials");
        }
        return String.join("; ", words);
    }

    private boolean isExploratory(PriceFigure figure) {
        return figure.trials() < list.minTrials();
    }

    /** What has a sign, with its reason. */
    List<PriceFigure> flagged() {
        return list.prices().stream().filter(figure -> !marks(figure).isEmpty()).toList();
    }

    /** The name of a figure outside the table. */
    String name(PriceFigure figure) {
        return Primitive.of(figure.primitive()).map(Primitive::title).orElse(figure.primitive()) + ", "
                + Where.of(figure.where()).map(Where::title).orElse(figure.where()) + ", " + figure.label();
    }

    /** Why a figure has a sign. */
    String reason(PriceFigure figure) {
        List<String> reasons = new ArrayList<>();
        String times = IntervalText.number(figure.doubling()) + " times";
        switch (figure.check()) {
            case PROPORTIONAL -> {}
            case NOT_PROPORTIONAL ->
                reasons.add("twice the work took " + times + " as much: part of the figure is not the price");
            case UNCLEAR -> reasons.add("twice the work took " + times + " as much, which may or may not be 2");
        }
        if (figure.isCold()) {
            reasons.add("in " + figure.cold() + " of " + NumberText.count(figure.trials(), "trial")
                    + " the time still changed when the warm-up reached its limit");
        }
        if (isExploratory(figure)) {
            reasons.add(NumberText.count(figure.trials(), "trial") + " of at least " + list.minTrials());
        }
        if (figure.failed() > 0) {
            reasons.add(NumberText.count(figure.failed(), "trial") + " failed");
        }
        return String.join("; ", reasons);
    }

    /** Trials behind the figures, in words. */
    String trials() {
        int least = list.prices().stream().mapToInt(PriceFigure::trials).min().orElse(0);
        int most = list.prices().stream().mapToInt(PriceFigure::trials).max().orElse(0);
        return least == most ? Integer.toString(least) : least + " to " + most;
    }

    /** What other processes used meanwhile, where that may have raised prices; else empty. */
    String disturbance() {
        Double used = list.otherCpus();
        return used == null || !list.isDisturbed()
                ? ""
                : "Other processes used " + NumberText.significant(used, 2)
                        + " CPUs on average meanwhile: prices may be too high. Measure again on a quiet machine.";
    }
}
