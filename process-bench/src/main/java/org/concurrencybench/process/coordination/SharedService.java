package org.concurrencybench.process.coordination;

import java.lang.reflect.Proxy;
import java.util.Objects;

/**
 * An object of the owner that all processes call through an interface. Arguments and results cross as copies, by
 * codecs; null may be one. Calls run in the owner, each on a platform thread of its own and side by side, so the object
 * must be safe for use by several threads; a {@link ProcessSemaphore} limits them where that is needed. Each process
 * has one connection for all its services and threads.
 *
 * <ul>
 *   <li>What the object throws arrives as an exception of the same class, with its message, its trace, and causes that
 *       print like the originals, if it is unchecked or declared by the method; anything else, errors too, as a
 *       {@link ServiceException}.
 *   <li>A default method whose types have no codec runs in the caller. Other default methods are called in the owner,
 *       whose object may have its own.
 *   <li>{@code equals}, {@code hashCode} and {@code toString} are those of the stand-in.
 * </ul>
 *
 * <p>When the caller's process dies, its running calls are interrupted in the owner, and their results are dropped. The
 * same happens when the caller is interrupted in a method that declares {@link InterruptedException}; it then gets what
 * the method makes of that. Other methods are waited for. When the owner is gone, calls fail with
 * {@link OwnerGoneException} where the method declares it, else with a {@link ServiceException}.
 *
 * <pre>{@code
 * interface Prices {
 *     int of(String article) throws NoSuchArticleException;
 *
 *     List<String> below(int price) throws InterruptedException;
 * }
 *
 * SharedService<Prices> prices = coordinator.serve(Prices.class, new PricesFromFile());
 * // in any process that was given the handle:
 * List<String> cheap = prices.get().below(10);
 * }</pre>
 *
 * @param type the name of the interface
 */
public record SharedService<I>(SharedHandle handle, String type) {
    public SharedService {
        Objects.requireNonNull(handle);
        Objects.requireNonNull(type);
    }

    /** An implementation of the interface that calls the object; keep it for several calls. Nothing is sent yet. */
    @SuppressWarnings("unchecked") // who served it has named the interface
    public I get() {
        Class<?> known = ItemCodecs.type(type);
        return (I) Proxy.newProxyInstance(
                known.getClassLoader(), new Class<?>[] {known}, new ServiceCaller(handle, known));
    }
}
