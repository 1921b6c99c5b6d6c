package org.concurrencybench.core.prices;

import java.util.List;

/**
 * What a module offers for the price list, found by {@link java.util.ServiceLoader}. Naming the prices must not load
 * the classes that measure them: they are made in {@link Price.Opening}.
 */
public interface PriceSource {
    /** Its prices; the ids of all sources differ. */
    List<Price> prices();
}
