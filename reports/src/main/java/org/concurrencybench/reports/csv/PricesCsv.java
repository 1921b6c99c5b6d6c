package org.concurrencybench.reports.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.concurrencybench.reports.findings.PriceFigure;
import org.concurrencybench.reports.findings.PriceList;

/** A price list as {@code prices.csv}: a row for each price. */
final class PricesCsv {
    static final String NAME = "prices.csv";

    private PricesCsv() {}

    static String write(PriceList list) {
        List<String> columns = new ArrayList<>(List.of("primitive", "where", "key", "label", "unit"));
        columns.addAll(Csv.estimateHeader("price"));
        columns.addAll(List.of("trials", "failed_trials", "cold_trials"));
        columns.addAll(Csv.estimateHeader("doubling"));
        columns.add("check");
        Csv csv = new Csv().row(columns);
        for (PriceFigure figure : list.prices()) {
            List<String> fields = new ArrayList<>(
                    List.of(figure.primitive(), figure.where(), figure.key(), figure.label(), figure.unit()));
            fields.addAll(Csv.estimate(figure.each()));
            fields.add(Integer.toString(figure.trials()));
            fields.add(Integer.toString(figure.failed()));
            fields.add(Integer.toString(figure.cold()));
            fields.addAll(Csv.estimate(figure.doubling()));
            fields.add(figure.check().name().toLowerCase(Locale.ROOT));
            csv.row(fields);
        }
        return csv.toString();
    }
}
