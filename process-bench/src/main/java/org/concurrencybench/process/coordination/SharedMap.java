package org.concurrencybench.process.coordination;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.process.internal.broker.Answer;
import org.concurrencybench.process.internal.broker.Op;
import org.concurrencybench.process.internal.broker.Port;
import org.concurrencybench.process.internal.broker.Status;
import org.jspecify.annotations.Nullable;

/**
 * A map in the owner's memory that all processes read and change. Each operation is atomic, {@link #compute} and
 * {@link #merge} too. Values are copies: changing one that was got changes nothing here.
 *
 * <p>None of the operations holds anything: when a process is killed, or stopped, even in the function that it computes
 * by, what it was doing is done or not done, and all others continue. When the owner ends, every operation fails with
 * {@link OwnerGoneException}, and the entries are gone; while it is stopped, every operation waits until it continues.
 *
 * <p>The key, the value and the one before it must have less than 255 MiB together; {@link IllegalArgumentException}
 * otherwise.
 *
 * @param keys the name of the class of the keys, of which equal ones must be encoded alike: strings, numbers, records
 *     of them
 * @param values the name of the class of the values
 */
public record SharedMap<K, V>(SharedHandle handle, String keys, String values) {
    private static final int NONE = -1;

    public SharedMap {
        Objects.requireNonNull(handle);
        Objects.requireNonNull(keys);
        Objects.requireNonNull(values);
    }

    /** The value of the key, or empty. */
    public Optional<V> get(K key) throws IOException, InterruptedException, OwnerGoneException {
        return Optional.ofNullable(decoded(raw(key)));
    }

    public boolean containsKey(K key) throws IOException, InterruptedException, OwnerGoneException {
        return raw(key) != null;
    }

    /** Sets the value of the key; returns the one before. */
    public Optional<V> put(K key, V value) throws IOException, InterruptedException, OwnerGoneException {
        return put(key, encoded(value));
    }

    /** Removes the key; returns its value. */
    public Optional<V> remove(K key) throws IOException, InterruptedException, OwnerGoneException {
        return put(key, (ByteBuffer) null);
    }

    private Optional<V> put(K key, @Nullable ByteBuffer value)
            throws IOException, InterruptedException, OwnerGoneException {
        Answer answer = handle.call(Op.MAP_PUT, parts(keyBytes(key), value), Port.FOREVER);
        return Optional.ofNullable(decoded(part(answer)));
    }

    /** Sets the value if there is none; returns the one that there was. */
    public Optional<V> putIfAbsent(K key, V value) throws IOException, InterruptedException, OwnerGoneException {
        return Optional.ofNullable(decoded(replaced(keyBytes(key), null, encoded(value))));
    }

    /**
     * Sets the value to what the function makes of the key and its value, null where there is none; a result of null
     * removes it. The function may be called several times, here.
     *
     * @return the new value
     */
    public Optional<V> compute(K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function)
            throws IOException, InterruptedException, OwnerGoneException {
        ByteBuffer name = keyBytes(key);
        ByteBuffer there = raw(key);
        while (true) {
            V result = function.apply(key, decoded(there));
            ByteBuffer changed = result == null ? null : encoded(result);
            Answer answer = handle.call(Op.MAP_REPLACE, parts(name, there, changed), Port.FOREVER);
            if (answer.status() == Status.OK) {
                return Optional.ofNullable(result);
            }
            there = part(answer);
        }
    }

    /** Sets the value to {@code value}, or to what the function makes of the one that is there and of that. */
    public Optional<V> merge(K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> function)
            throws IOException, InterruptedException, OwnerGoneException {
        return compute(key, (same, there) -> there == null ? value : function.apply(there, value));
    }

    public int size() throws InterruptedException, OwnerGoneException {
        return (int) handle.call(Op.MAP_SIZE, Port.arguments(), Port.FOREVER)
                .values()
                .getLong(0);
    }

    /** The keys at this moment, in the order in which they were first set. */
    public List<K> keyList() throws IOException, InterruptedException, OwnerGoneException {
        ByteBuffer all =
                handle.call(Op.MAP_KEYS, Port.arguments(), Port.FOREVER).values();
        Codec<K> codec = ItemCodecs.of(keys);
        List<K> list = new ArrayList<>();
        while (all.hasRemaining()) {
            ByteBuffer key = all.slice(all.position() + Integer.BYTES, all.getInt(all.position()));
            all.position(all.position() + Integer.BYTES + key.remaining());
            list.add(codec.decode(key));
        }
        return list;
    }

    public void clear() throws InterruptedException, OwnerGoneException {
        Answer answer = handle.call(Op.MAP_CLEAR, Port.arguments(), Port.FOREVER);
        assert answer.status() == Status.OK;
    }

    /**
     * Sets the value if it is {@code expected}: if both are encoded alike.
     *
     * @return whether it was
     */
    public boolean replace(K key, V expected, V value) throws IOException, InterruptedException, OwnerGoneException {
        Answer answer =
                handle.call(Op.MAP_REPLACE, parts(keyBytes(key), encoded(expected), encoded(value)), Port.FOREVER);
        return answer.status() == Status.OK;
    }

    /** What is there instead of {@code expected}; null where it was set. */
    private @Nullable ByteBuffer replaced(ByteBuffer key, @Nullable ByteBuffer expected, ByteBuffer value)
            throws InterruptedException, OwnerGoneException {
        Answer answer = handle.call(Op.MAP_REPLACE, parts(key, expected, value), Port.FOREVER);
        return answer.status() == Status.OK ? null : part(answer);
    }

    private @Nullable ByteBuffer raw(K key) throws IOException, InterruptedException, OwnerGoneException {
        return part(handle.call(Op.MAP_GET, parts(keyBytes(key)), Port.FOREVER));
    }

    private static @Nullable ByteBuffer part(Answer answer) {
        ByteBuffer bytes = answer.values();
        return bytes.getInt(bytes.position()) == NONE
                ? null
                : bytes.slice(bytes.position() + Integer.BYTES, bytes.remaining() - Integer.BYTES);
    }

    private static ByteBuffer parts(@Nullable ByteBuffer... parts) {
        long length = 0;
        for (ByteBuffer part : parts) {
            length += Integer.BYTES + (part == null ? 0 : part.remaining());
        }
        if (length > Port.MAX_BYTES) {
            throw new IllegalArgumentException("key and values of one call have " + length
                    + " bytes; a map takes at most " + Port.MAX_BYTES + ": share large values as SharedMemory");
        }
        ByteBuffer all = ByteBuffer.allocate((int) length);
        for (ByteBuffer part : parts) {
            all.putInt(part == null ? NONE : part.remaining());
            if (part != null) {
                all.put(part.duplicate());
            }
        }
        return all.flip();
    }

    private ByteBuffer keyBytes(K key) throws IOException {
        Codec<K> codec = ItemCodecs.of(keys);
        return codec.encode(Objects.requireNonNull(key, "key"));
    }

    private ByteBuffer encoded(V value) throws IOException {
        Codec<V> codec = ItemCodecs.of(values);
        return codec.encode(Objects.requireNonNull(value, "value"));
    }

    private @Nullable V decoded(@Nullable ByteBuffer bytes) throws IOException {
        if (bytes == null) {
            return null;
        }
        Codec<V> codec = ItemCodecs.of(values);
        return codec.decode(bytes.duplicate());
    }
}
