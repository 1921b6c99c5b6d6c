package org.concurrencybench.reports.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.concurrencybench.core.prices.Price;
import org.concurrencybench.core.prices.PriceCatalog;
import org.concurrencybench.reports.plan.PriceCell;
import org.concurrencybench.reports.plan.PricePlan;
import org.concurrencybench.reports.records.LeftOutPrice;
import org.concurrencybench.reports.records.PricesPlanned;
import org.jspecify.annotations.Nullable;

/** The prices of a plan, as far as this system and the measured JDK have them. */
final class PriceCells {
    private PriceCells() {}

    /** Those of {@code request}; null where its plan has no price list. */
    static @Nullable PricesPlanned of(RunRequest request) {
        PricePlan plan = request.plan().prices();
        return plan == null
                ? null
                : of(
                        plan,
                        PriceCatalog.offers(PriceCells.class.getClassLoader()),
                        request.jvms().getFirst().feature());
    }

    /** {@code feature}: version of the measured JDK. */
    static PricesPlanned of(PricePlan plan, List<PriceCatalog.Offer> offers, int feature) {
        List<PriceCell> cells = new ArrayList<>();
        List<LeftOutPrice> leftOut = new ArrayList<>();
        for (PriceCatalog.Offer offer : offers) {
            Price price = offer.price();
            if (!plan.has(price.primitive())) {
                continue;
            }
            PriceCell cell = new PriceCell(
                    price.primitive().id(),
                    price.where().id(),
                    price.key(),
                    price.label(),
                    offer.source(),
                    price.jvmArguments());
            Optional<String> refusal = price.availability().refusal(feature);
            if (refusal.isPresent()) {
                leftOut.add(new LeftOutPrice(cell, refusal.get()));
            } else {
                cells.add(cell);
            }
        }
        return new PricesPlanned(plan.shape(), cells, leftOut);
    }

    /** How the price list has changed since a run started, a line each; none when that run can go on. */
    static List<String> differences(@Nullable PricesPlanned then, @Nullable PricesPlanned now) {
        // A run that was cut off between its first two lines has not recorded its list.
        if (then == null || then.equals(now)) {
            return List.of();
        }
        if (now == null) {
            return List.of("prices: then " + then.cells().size() + ", now none");
        }
        List<String> differences = new ArrayList<>();
        if (!then.shape().equals(now.shape())) {
            differences.add("prices: then measured as " + then.shape() + ", now as " + now.shape());
        }
        if (!then.cells().equals(now.cells()) || !then.leftOut().equals(now.leftOut())) {
            differences.add("prices: the list has changed, then " + then.cells().size() + ", now "
                    + now.cells().size());
        }
        return differences;
    }
}
