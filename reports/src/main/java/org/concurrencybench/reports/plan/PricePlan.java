package org.concurrencybench.reports.plan;

import java.util.List;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.catalog.Suggestion;
import org.concurrencybench.core.prices.PriceShape;
import org.concurrencybench.core.prices.Primitive;

/**
 * The price list of a plan.
 *
 * @param only ids of the primitives that it holds; empty for all
 * @param shape how a trial measures
 */
public record PricePlan(List<String> only, PriceShape shape) {
    public PricePlan {
        only = only.isEmpty() ? List.of() : Plan.distinct("prices.only", only);
        List<String> known =
                List.of(Primitive.values()).stream().map(Primitive::id).toList();
        for (String id : only) {
            if (!known.contains(id)) {
                throw new UsageException("prices.only has the unknown primitive '" + id + "'; known: "
                        + String.join(", ", known) + "." + Suggestion.of(id, known));
            }
        }
    }

    /** Whether {@code primitive} is in the list. */
    public boolean has(Primitive primitive) {
        return only.isEmpty() || only.contains(primitive.id());
    }
}
