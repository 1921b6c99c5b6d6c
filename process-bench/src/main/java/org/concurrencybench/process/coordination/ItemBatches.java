package org.concurrencybench.process.coordination;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.process.internal.broker.Port;

/** Encoded items in calls of a moderate size. */
final class ItemBatches {
    /** Of one call, but for a single item that is larger. */
    private static final int MOST_BYTES = 60 << 10;

    private final ArrayDeque<ByteBuffer> left;

    private ItemBatches(ArrayDeque<ByteBuffer> left) {
        this.left = left;
    }

    /**
     * The arguments of one call.
     *
     * @param items how many are in it
     */
    record Batch(ByteBuffer arguments, int items) {}

    static <E> ItemBatches of(Codec<E> codec, List<? extends E> items) throws IOException {
        ArrayDeque<ByteBuffer> encoded = new ArrayDeque<>(items.size());
        for (E item : items) {
            encoded.add(encoded(codec, item));
        }
        return new ItemBatches(encoded);
    }

    /** Fails for an item that is too large for a call. */
    static <E> ByteBuffer encoded(Codec<E> codec, E item) throws IOException {
        ByteBuffer bytes = codec.encode(Objects.requireNonNull(item, "item"));
        if (bytes.remaining() > Port.MAX_BYTES) {
            throw new IOException("the item has " + bytes.remaining() + " bytes; a queue takes at most "
                    + Port.MAX_BYTES + ": put it in parts, or share it as SharedMemory");
        }
        return bytes;
    }

    /** The next ones; there are some. */
    Batch next() {
        List<ByteBuffer> together = new ArrayList<>();
        int bytes = Long.BYTES;
        ByteBuffer item;
        while ((item = left.peek()) != null
                && (together.isEmpty() || bytes + Integer.BYTES + item.remaining() <= MOST_BYTES)) {
            left.remove();
            together.add(item);
            bytes += Integer.BYTES + item.remaining();
        }
        ByteBuffer arguments = ByteBuffer.allocate(bytes).put(Port.arguments(1));
        for (ByteBuffer each : together) {
            arguments.putInt(each.remaining()).put(each.duplicate());
        }
        return new Batch(arguments.flip(), together.size());
    }
}
