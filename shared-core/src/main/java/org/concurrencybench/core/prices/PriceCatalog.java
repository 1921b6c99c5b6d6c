package org.concurrencybench.core.prices;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.concurrencybench.core.api.UsageException;

/** The prices that the modules on a class path offer. */
public final class PriceCatalog {
    private PriceCatalog() {}

    /**
     * A price, and who offers it.
     *
     * @param source name of the class of its {@link PriceSource}
     */
    public record Offer(String source, Price price) {}

    /**
     * All prices, in the order of the price list.
     *
     * @throws UsageException when two have the same id
     */
    public static List<Offer> offers(ClassLoader loader) {
        List<Offer> offers = new ArrayList<>();
        Map<String, String> sources = new HashMap<>();
        for (PriceSource source : ServiceLoader.load(PriceSource.class, loader)) {
            String name = source.getClass().getName();
            for (Price price : source.prices()) {
                String other = sources.putIfAbsent(price.id(), name);
                if (other != null) {
                    throw new UsageException("two prices have the id '" + price.id() + "', of " + other + " and of "
                            + name + ": give one of them another key");
                }
                offers.add(new Offer(name, price));
            }
        }
        offers.sort(Comparator.comparing((Offer offer) -> offer.price().primitive())
                .thenComparing(offer -> offer.price().where())
                .thenComparing(Comparator.comparing(Offer::source)
                        .reversed())); // threads before async; else as a source has it
        return offers;
    }

    /**
     * The price of that id, without making any source but the one of that class.
     *
     * @throws UsageException when that source is not there, or does not offer it
     */
    static Price price(String source, String id, ClassLoader loader) {
        return ServiceLoader.load(PriceSource.class, loader).stream()
                .filter(provider -> provider.type().getName().equals(source))
                .flatMap(provider -> provider.get().prices().stream())
                .filter(price -> price.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UsageException("no price '" + id + "' of " + source
                        + " is on the class path of this JVM: check META-INF/services/" + PriceSource.class.getName()
                        + " in the jar that has it"));
    }
}
