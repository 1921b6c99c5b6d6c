package org.concurrencybench.reports.findings;

import java.util.List;
import org.concurrencybench.core.prices.Primitive;
import org.concurrencybench.core.prices.Where;
import org.concurrencybench.reports.text.PlainText;

/** A price list as lines of plain text, at most 80 columns wide, for a console. */
public final class PriceTable {
    private static final int WHERE = 19;
    private static final int LABEL = 30;

    private PriceTable() {}

    /** Lines that end with LF; nothing where there are no prices. */
    public static String of(PriceList list) {
        StringBuilder text = new StringBuilder();
        if (list.prices().isEmpty() && list.missing().isEmpty()) {
            return "";
        }
        text.append("The price list of this machine; in brackets the 95 % interval.\n");
        for (Primitive primitive : Primitive.values()) {
            List<PriceFigure> figures = list.prices().stream()
                    .filter(figure -> figure.primitive().equals(primitive.id()))
                    .toList();
            if (figures.isEmpty()) {
                continue;
            }
            text.append(PlainText.of(primitive.title())).append('\n');
            for (Where where : Where.values()) {
                figures.stream()
                        .filter(figure -> figure.where().equals(where.id()))
                        .forEach(figure -> text.append("  ")
                                .append(padded(where.title(), WHERE))
                                .append(padded(figure.label(), LABEL))
                                .append(PlainText.of(figure.text()))
                                .append(marks(figure, list.minTrials()))
                                .append('\n'));
            }
        }
        if (list.prices().stream()
                .anyMatch(figure -> !marks(figure, list.minTrials()).isEmpty())) {
            text.append("* doubling the work does not double it  ? too uncertain to say\n")
                    .append("~ not warm when it was measured  # fewer than ")
                    .append(list.minTrials())
                    .append(" trials\n");
        }
        Double others = list.otherCpus();
        if (others != null && list.isDisturbed()) {
            text.append("Other processes used ")
                    .append(NumberText.significant(others, 2))
                    .append(" CPUs on average meanwhile: prices may be too high.\n");
        }
        for (PriceList.Missing missing : list.missing()) {
            text.append("no price: ")
                    .append(PlainText.of(missing.primitive() + "/" + missing.where() + "/" + missing.key() + ": "
                            + missing.reason()))
                    .append('\n');
        }
        return text.toString();
    }

    private static String marks(PriceFigure figure, int minTrials) {
        String marks = figure.marks(minTrials);
        return marks.isEmpty() ? "" : " " + marks;
    }

    private static String padded(String text, int width) {
        String plain = PlainText.of(text);
        String cut = plain.length() < width ? plain : plain.substring(0, width - 2) + ".";
        return cut + " ".repeat(width - cut.length());
    }
}
