package org.concurrencybench.reports.findings;

import java.util.List;

/** A price as people read it: the figure, its unit, its interval. */
final class PriceText {
    private static final int KIBI = 1024;
    private static final List<String> BYTES = List.of("B", "KiB", "MiB", "GiB");

    private PriceText() {}

    static String of(Estimate price, String unit) {
        double scale = 1;
        String symbol = unit;
        if (unit.equals("ns")) {
            NumberText.TimeUnit time = NumberText.TimeUnit.of(price.estimate());
            scale = time.nanos();
            symbol = time.symbol();
        } else {
            int power = 0;
            while (price.estimate() >= scale * KIBI && power < BYTES.size() - 1) {
                scale *= KIBI;
                power++;
            }
            symbol = BYTES.get(power);
        }
        Estimate scaled = price.times(1 / scale);
        int decimals = NumberText.decimals(scaled.estimate(), scaled.lowOrEstimate(), scaled.highOrEstimate());
        Double low = scaled.low();
        Double high = scaled.high();
        return NumberText.fixed(scaled.estimate(), decimals) + " " + symbol
                + (low == null || high == null
                        ? " [one trial]"
                        : " [" + NumberText.fixed(low, decimals) + ", " + NumberText.fixed(high, decimals) + "]");
    }
}
