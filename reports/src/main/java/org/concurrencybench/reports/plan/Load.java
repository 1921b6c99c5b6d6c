package org.concurrencybench.reports.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.concurrencybench.core.load.LoadRequest;
import org.concurrencybench.core.load.OfferedLoad;
import org.concurrencybench.core.load.SoughtCapacity;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that arrive on a schedule, whatever the model does: what sets an open-loop cell apart from one that measures
 * batches.
 *
 * @param share of the capacity of the reference model, such as 0.8; 0 where the rate is given
 * @param reference id of that model; empty where the rate is given
 * @param rate tasks per second, equal for all models; 0 until the capacity is known
 * @param burst tasks that arrive together; 1 for one by one
 * @param settleSeconds how long tasks arrive before they count
 * @param lengthSeconds how long tasks arrive that count
 * @param timeoutSeconds after which a task counts as timed out
 * @param target what a search for the highest rate has to meet; null where a rate is offered
 */
public record Load(
        double share,
        String reference,
        double rate,
        int burst,
        double settleSeconds,
        double lengthSeconds,
        double timeoutSeconds,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Target target) {

    /** A rate that is offered. */
    public Load(
            double share,
            String reference,
            double rate,
            int burst,
            double settleSeconds,
            double lengthSeconds,
            double timeoutSeconds) {
        this(share, reference, rate, burst, settleSeconds, lengthSeconds, timeoutSeconds, null);
    }

    /** A search for the highest rate that meets {@code target}; probes take {@code lengthSeconds} at most. */
    public static Load seeking(Target target, double lengthSeconds, double timeoutSeconds) {
        return new Load(0, "", 0, 1, 0, lengthSeconds, timeoutSeconds, target);
    }

    /** The same once the reference model is known to complete {@code capacity} tasks a second. */
    public Load at(double capacity) {
        return hasRate()
                ? this
                : new Load(share, reference, share * capacity, burst, settleSeconds, lengthSeconds, timeoutSeconds);
    }

    /** Whether its rate is known, or sought. */
    public boolean hasRate() {
        return rate > 0 || target != null;
    }

    /** As it stands in the ids of cells. */
    Map<String, String> settings() {
        if (target != null) {
            return Map.of("target", target.words());
        }
        Map<String, String> settings = new TreeMap<>();
        settings.put("load", share > 0 ? number(share * 100) + "%" : number(rate));
        if (burst > 1) {
            settings.put("burst", Integer.toString(burst));
        }
        return settings;
    }

    /** In words: {@code 80 %}, {@code 500 per second in bursts of 20}. */
    public String words() {
        if (target != null) {
            return target.words();
        }
        return (share > 0 ? number(share * 100) + " % of " + reference : number(rate) + " per second")
                + (burst > 1 ? " in bursts of " + burst : "");
    }

    /** What a trial does in {@code round}: in each round the same schedule for all models. */
    public LoadRequest request(int round) {
        long seed = 1_000_003L * round + settings().toString().hashCode();
        return target == null
                ? new OfferedLoad(
                        rate, burst, millis(settleSeconds), millis(lengthSeconds), millis(timeoutSeconds), seed)
                : new SoughtCapacity(
                        target.latency(),
                        millis(Math.max(timeoutSeconds, target.limitSeconds())),
                        millis(lengthSeconds),
                        seed << 20);
    }

    private static Duration millis(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1e3));
    }

    static String number(double value) {
        double rounded = Math.round(value * 1e3) / 1e3;
        return rounded == Math.rint(rounded) ? String.format(Locale.ROOT, "%.0f", rounded) : Double.toString(rounded);
    }
}
