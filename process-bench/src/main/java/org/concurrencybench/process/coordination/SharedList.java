package org.concurrencybench.process.coordination;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.process.internal.broker.Answer;
import org.concurrencybench.process.internal.broker.Op;
import org.concurrencybench.process.internal.broker.Port;
import org.concurrencybench.process.internal.broker.Status;

/**
 * A list in the owner's memory that all processes read and change. Each operation is atomic, {@link #update} too, and
 * none of them holds anything when a process dies: a change is there as a whole or not at all. Elements are copies:
 * changing one that was got changes nothing here.
 *
 * <p>An index that is not in the list fails with an {@link IndexOutOfBoundsException} that names it and the size; other
 * processes may have changed the size meanwhile.
 *
 * @param type the name of the class of the elements
 */
public record SharedList<E>(SharedHandle handle, String type) {
    private static final long REPLACED = 1;

    public SharedList {
        Objects.requireNonNull(handle);
        Objects.requireNonNull(type);
    }

    /** Adds an element at the end; returns its index. */
    public int add(E element) throws IOException, InterruptedException, OwnerGoneException {
        return (int) handle.call(Op.LIST_ADD, encoded(element), Port.FOREVER)
                .values()
                .getLong(0);
    }

    /** Adds an element before the one at {@code index}, 0 to the size. */
    public void add(int index, E element) throws IOException, InterruptedException, OwnerGoneException {
        ByteBuffer nothing =
                checked(index, handle.call(Op.LIST_INSERT, arguments(index, encoded(element)), Port.FOREVER));
        assert !nothing.hasRemaining();
    }

    public E get(int index) throws IOException, InterruptedException, OwnerGoneException {
        return decoded(checked(index, handle.call(Op.LIST_GET, Port.arguments(index), Port.FOREVER)));
    }

    /** Replaces an element; returns the one before. */
    public E set(int index, E element) throws IOException, InterruptedException, OwnerGoneException {
        return decoded(checked(index, handle.call(Op.LIST_SET, arguments(index, encoded(element)), Port.FOREVER)));
    }

    /** Removes an element, and returns it; those behind it move up. */
    public E remove(int index) throws IOException, InterruptedException, OwnerGoneException {
        return decoded(checked(index, handle.call(Op.LIST_REMOVE, Port.arguments(index), Port.FOREVER)));
    }

    /**
     * Replaces the element that stands at {@code index} by what the function makes of it. The function is called here,
     * perhaps several times: again whenever another process has changed that place meanwhile.
     *
     * @return the new element
     */
    public E update(int index, UnaryOperator<E> function) throws IOException, InterruptedException, OwnerGoneException {
        ByteBuffer there = checked(index, handle.call(Op.LIST_GET, Port.arguments(index), Port.FOREVER));
        while (true) {
            E result = function.apply(decoded(there));
            ByteBuffer changed = encoded(result);
            ByteBuffer arguments = ByteBuffer.allocate(
                            Long.BYTES + Integer.BYTES + there.remaining() + changed.remaining())
                    .putLong(index)
                    .putInt(there.remaining())
                    .put(there.duplicate())
                    .put(changed.duplicate())
                    .flip();
            there = checked(index, handle.call(Op.LIST_REPLACE, arguments, Port.FOREVER));
            if (there.getLong() == REPLACED) {
                return result;
            }
        }
    }

    public int size() throws InterruptedException, OwnerGoneException {
        return (int) handle.call(Op.LIST_SIZE, Port.arguments(), Port.FOREVER)
                .values()
                .getLong(0);
    }

    /** A copy of all elements, as they were together at one moment. */
    public List<E> snapshot() throws IOException, InterruptedException, OwnerGoneException {
        ByteBuffer all =
                handle.call(Op.LIST_SNAPSHOT, Port.arguments(), Port.FOREVER).values();
        List<E> list = new ArrayList<>();
        while (all.hasRemaining()) {
            ByteBuffer element = all.slice(all.position() + Integer.BYTES, all.getInt(all.position()));
            all.position(all.position() + Integer.BYTES + element.remaining());
            list.add(decoded(element));
        }
        return list;
    }

    public void clear() throws InterruptedException, OwnerGoneException {
        Answer answer = handle.call(Op.LIST_CLEAR, Port.arguments(), Port.FOREVER);
        assert answer.status() == Status.OK;
    }

    private static ByteBuffer checked(int index, Answer answer) {
        if (answer.status() == Status.NOT_NOW) {
            throw new IndexOutOfBoundsException("there is no place " + index + " in a list of "
                    + answer.values().getLong(0) + " elements");
        }
        return answer.values();
    }

    private static ByteBuffer arguments(int index, ByteBuffer element) {
        return ByteBuffer.allocate(Long.BYTES + element.remaining())
                .putLong(index)
                .put(element.duplicate())
                .flip();
    }

    private ByteBuffer encoded(E element) throws IOException {
        Codec<E> codec = ItemCodecs.of(type);
        return codec.encode(Objects.requireNonNull(element, "element"));
    }

    private E decoded(ByteBuffer bytes) throws IOException {
        Codec<E> codec = ItemCodecs.of(type);
        return codec.decode(bytes.duplicate());
    }
}
