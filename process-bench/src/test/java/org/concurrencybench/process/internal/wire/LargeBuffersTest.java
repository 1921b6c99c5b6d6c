package org.concurrencybench.process.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class LargeBuffersTest {
    private final LargeBuffers buffers = new LargeBuffers();

    @Test
    void aBufferThatWasGivenBackIsUsedAgain() {
        ByteBuffer first = buffers.take(300_000);
        assertEquals(300_000, first.put(0, (byte) 1).remaining());
        buffers.giveBack(first);
        ByteBuffer second = buffers.take(200_000);
        assertSame(first, second);
        assertEquals(200_000, second.remaining());
    }

    @Test
    void twoInUseAreNeverTheSameMemory() {
        ByteBuffer[] used = {buffers.take(1000), buffers.take(1000), buffers.take(1000), buffers.take(1000)};
        for (int i = 0; i < used.length; i++) {
            used[i].put(0, (byte) i);
        }
        for (int i = 0; i < used.length; i++) {
            assertEquals(i, used[i].get(0));
        }
        for (ByteBuffer buffer : used) {
            buffers.giveBack(buffer); // more than were lent out from here
        }
        assertNotSame(buffers.take(1000), buffers.take(1000));
    }

    @Test
    void oneThatIsTooSmallIsReplacedByALargerOne() {
        buffers.giveBack(buffers.take(1000));
        ByteBuffer larger = buffers.take(1 << 20);
        assertTrue(larger.isDirect());
        assertEquals(1 << 20, larger.remaining());
    }

    @Test
    void theLargestAreLeftToTheCollector() {
        assertFalse(buffers.take(5 << 20).isDirect());
    }
}
