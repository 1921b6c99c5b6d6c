package org.concurrencybench.reports.findings;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Numbers as people read them: two or three significant digits, as many as the interval around them is worth, always
 * with a point and never in the reader's locale, so that equal input gives equal bytes.
 */
public final class NumberText {
    /** Finer than this no ratio is shown. */
    private static final int MOST_DECIMALS = 4;

    private NumberText() {}

    /** A unit of time and its length in nanoseconds. */
    public enum TimeUnit {
        NANOS("ns", 1),
        MICROS("µs", 1e3),
        MILLIS("ms", 1e6),
        SECONDS("s", 1e9);

        private final String symbol;
        private final double nanos;

        TimeUnit(String symbol, double nanos) {
            this.symbol = symbol;
            this.nanos = nanos;
        }

        public String symbol() {
            return symbol;
        }

        public double nanos() {
            return nanos;
        }

        /** The largest unit of which {@code nanos} is at least one. */
        public static TimeUnit of(double nanos) {
            TimeUnit best = NANOS;
            for (TimeUnit unit : values()) {
                if (nanos >= unit.nanos * 0.9995) {
                    best = unit;
                }
            }
            return best;
        }
    }

    /** {@code value} with that many significant digits and no exponent: {@code 0.0123}, {@code 12300}. */
    public static String significant(double value, int digits) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : "n/a";
        }
        return fixed(value, Math.max(0, digits - 1 - magnitude(value)));
    }

    /**
     * Digits after the point that show {@code estimate} with two or three significant ones, by the width of its
     * interval.
     */
    public static int decimals(double estimate, double low, double high) {
        double width = Math.abs(high - low);
        int digits = width > 0 && Double.isFinite(width)
                ? (int) Math.ceil(Math.log10(Math.max(1, Math.abs(estimate) / width))) + 1
                : 3;
        return Math.max(0, Math.clamp(digits, 2, 3) - 1 - magnitude(estimate));
    }

    /**
     * The same, and as many more as it takes that estimate and ends, as they are shown, lie on the same side of 1, of 1
     * + precision and of 1 / (1 + precision) as they do in truth: on which side they lie is what a verdict rests on.
     */
    public static int decimals(Estimate ratio, double precision) {
        int decimals = decimals(ratio.estimate(), ratio.lowOrEstimate(), ratio.highOrEstimate());
        while (decimals < MOST_DECIMALS
                && !(keepsSide(ratio.estimate(), decimals, precision)
                        && keepsSide(ratio.lowOrEstimate(), decimals, precision)
                        && keepsSide(ratio.highOrEstimate(), decimals, precision))) {
            decimals++;
        }
        return decimals;
    }

    /**
     * A ratio with that many decimals; one that rounding would carry over a border of the verdicts is rounded away from
     * it.
     */
    public static String ratio(double value, int decimals, double precision) {
        if (keepsSide(value, decimals, precision)) {
            return fixed(value, decimals);
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        RoundingMode other = exact.setScale(decimals, RoundingMode.HALF_EVEN).compareTo(exact) > 0
                ? RoundingMode.FLOOR
                : RoundingMode.CEILING;
        return exact.setScale(decimals, other).toPlainString();
    }

    private static boolean keepsSide(double value, int decimals, double precision) {
        double shown = Double.parseDouble(fixed(value, decimals));
        return side(shown, 1) == side(value, 1)
                && side(shown, 1 + precision) == side(value, 1 + precision)
                && side(shown, 1 / (1 + precision)) == side(value, 1 / (1 + precision));
    }

    private static int side(double value, double border) {
        return Math.abs(value - border) < 1e-9 ? 0 : value < border ? -1 : 1;
    }

    public static String fixed(double value, int decimals) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** A time with its unit: {@code 1.25 ms}. */
    public static String time(double nanos) {
        if (!Double.isFinite(nanos)) {
            return "n/a";
        }
        TimeUnit unit = TimeUnit.of(nanos);
        return significant(nanos / unit.nanos, 3) + " " + unit.symbol;
    }

    /** Seconds in the words of a clock: {@code 4 min 12 s}. */
    public static String seconds(double seconds) {
        if (seconds < 60) {
            return significant(seconds, seconds < 10 ? 2 : 3) + " s";
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? whole / 60 + " min" + (whole % 60 == 0 ? "" : " " + whole % 60 + " s")
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    /** A fraction as per cent with two digits at most: {@code 10 %}, {@code 2.5 %}. */
    public static String percent(double fraction) {
        return tidy(fixed(fraction * 100, Math.abs(fraction) < 0.0995 ? 1 : 0)) + " %";
    }

    /** The same, rounded up: for bounds. */
    public static String percentAtMost(double fraction) {
        BigDecimal percent = BigDecimal.valueOf(fraction).movePointRight(2);
        return tidy(percent.setScale(Math.abs(fraction) < 0.0995 ? 1 : 0, RoundingMode.CEILING)
                        .toPlainString())
                + " %";
    }

    /** {@code 0 rounds}, {@code 1 round}, {@code 2 rounds}: {@code noun} takes an s. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** Without zeros that tell nothing: for round values such as ticks, not for estimates. */
    public static String tidy(String number) {
        return number.indexOf('.') < 0 ? number : number.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    public static String bytes(double bytes) {
        if (bytes < 1024) {
            return significant(bytes, 3) + " B";
        }
        double mebibytes = bytes / (1 << 20);
        if (mebibytes < 1) {
            return significant(bytes / 1024, 3) + " KiB";
        }
        return mebibytes < 1024 ? significant(mebibytes, 3) + " MiB" : significant(mebibytes / 1024, 3) + " GiB";
    }

    /** A p-value: never zero, at most two digits. */
    public static String probability(double p) {
        return p < 0.0001 ? "<0.0001" : p >= 0.1 ? fixed(p, 2) : significant(p, 2);
    }

    /** {@code 4.9–5.0×}: the ends alone, for sentences. */
    public static String range(Estimate ratio) {
        Double low = ratio.low();
        Double high = ratio.high();
        if (low == null || high == null) {
            return "about " + significant(ratio.estimate(), 2) + "×";
        }
        int decimals = decimals(ratio.estimate(), low, high);
        return range(fixed(low, decimals), fixed(high, decimals));
    }

    /** The same for a comparison, with the digits that its verdict needs ({@link #decimals(Estimate, double)}). */
    public static String range(Estimate ratio, double precision) {
        Double low = ratio.low();
        Double high = ratio.high();
        if (low == null || high == null) {
            return range(ratio);
        }
        int decimals = decimals(ratio, precision);
        return range(ratio(low, decimals, precision), ratio(high, decimals, precision));
    }

    private static String range(String from, String to) {
        return from.equals(to) ? from + "×" : from + "–" + to + "×";
    }

    private static int magnitude(double value) {
        return value == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(value) * (1 + 1e-12)));
    }
}
