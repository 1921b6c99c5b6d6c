package org.concurrencybench.process.coordination;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value in the owner's memory that all processes read and replace, as an
 * {@link java.util.concurrent.atomic.AtomicReference}. With a record as its value, several fields change together, and
 * no lock is needed:
 *
 * <pre>{@code
 * record Account(long balance, int changes) {}
 *
 * SharedReference<Account> account = coordinator.newReference(Account.class, new Account(0, 0));
 * account.updateAndGet(there -> new Account(there.balance() + amount, there.changes() + 1));
 * }</pre>
 *
 * <p>Values are copies: changing one that was got changes nothing here. No death harms it: an update is there as a
 * whole or not at all.
 *
 * @param map that holds the value
 */
public record SharedReference<T>(SharedMap<String, T> map) {
    private static final String KEY = "";

    public SharedReference {
        Objects.requireNonNull(map);
    }

    public T get() throws IOException, InterruptedException, OwnerGoneException {
        return map.get(KEY).orElseThrow(() -> new IllegalStateException("the value was removed from the map below"));
    }

    public void set(T value) throws IOException, InterruptedException, OwnerGoneException {
        Optional<T> before = map.put(KEY, value); // none when it is made
        assert before != null;
    }

    /** Sets the value; returns the one before. */
    public T getAndSet(T value) throws IOException, InterruptedException, OwnerGoneException {
        return map.put(KEY, value).orElseThrow();
    }

    /** Sets the value if it is {@code expected}, that is, encoded alike; returns whether it was. */
    public boolean compareAndSet(T expected, T value) throws IOException, InterruptedException, OwnerGoneException {
        return map.replace(KEY, expected, value);
    }

    /**
     * Changes the value by a function, which is called here, perhaps several times.
     *
     * @return the new value
     */
    public T updateAndGet(UnaryOperator<T> function) throws IOException, InterruptedException, OwnerGoneException {
        return map.compute(KEY, (key, there) -> changed(function, there)).orElseThrow();
    }

    /**
     * Changes the value by a function, which is called here, perhaps several times.
     *
     * @return the value before
     */
    public T getAndUpdate(UnaryOperator<T> function) throws IOException, InterruptedException, OwnerGoneException {
        while (true) {
            T before = get();
            if (compareAndSet(before, changed(function, before))) {
                return before;
            }
        }
    }

    private static <T> T changed(UnaryOperator<T> function, @Nullable T before) {
        return Objects.requireNonNull(
                function.apply(Objects.requireNonNull(before, "the value")), "the function's result");
    }
}
