package org.concurrencybench.core.codec;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The one value of {@link Void} is null, which takes no bytes. */
final class VoidCodec implements Codec<Void> {
    @Override
    public ByteBuffer encode(Void value) {
        return ByteBuffer.allocate(0);
    }

    @Override
    @SuppressWarnings("NullAway") // Void has no value but null
    public Void decode(ByteBuffer bytes) throws IOException {
        if (bytes.hasRemaining()) {
            throw new IOException("Void takes 0 bytes, not " + bytes.remaining());
        }
        return null;
    }
}
