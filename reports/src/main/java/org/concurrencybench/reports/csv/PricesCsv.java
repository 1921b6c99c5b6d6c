package org.concurrencybench.reports.csv;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.PriceFigure;
import org.concurrencybench.reports.findings.PriceList;
import org.jspecify.annotations.Nullable;

/** A price list as {@code prices.csv}: a row for each price. */
public final class PricesCsv {
    public static final String NAME = "prices.csv";

    private PricesCsv() {}

    public static String write(PriceList list) {
        Csv csv = new Csv()
                .row(List.of(
                        "primitive",
                        "where",
                        "key",
                        "label",
                        "unit",
                        "price",
                        "price_low",
                        "price_high",
                        "trials",
                        "failed_trials",
                        "cold_trials",
                        "doubling",
                        "doubling_low",
                        "doubling_high",
                        "check"));
        for (PriceFigure figure : list.prices()) {
            Estimate each = figure.each();
            Estimate doubling = figure.doubling();
            csv.row(List.of(
                    figure.primitive(),
                    figure.where(),
                    figure.key(),
                    figure.label(),
                    figure.unit(),
                    number(each.estimate()),
                    number(each.low()),
                    number(each.high()),
                    Integer.toString(figure.trials()),
                    Integer.toString(figure.failed()),
                    Integer.toString(figure.cold()),
                    number(doubling.estimate()),
                    number(doubling.low()),
                    number(doubling.high()),
                    figure.check().name().toLowerCase(Locale.ROOT)));
        }
        return csv.toString();
    }

    private static String number(@Nullable Double value) {
        return Objects.toString(value, "");
    }
}
