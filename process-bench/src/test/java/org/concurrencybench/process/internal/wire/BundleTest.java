package org.concurrencybench.process.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class BundleTest {
    private static ByteBuffer bytes(int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (int i = 0; i < length; i++) {
            bytes.put(i, (byte) (length + i));
        }
        return bytes;
    }

    @Test
    void payloadsOfAnyLengthComeBackInTheirOrder() throws ProtocolViolation {
        int[] lengths = {0, 4, 16, 17, 1000, 1, 5000};
        Bundle bundle = new Bundle(0);
        for (int length : lengths) {
            bundle.add(length % 2 == 0 ? FrameType.RESULT : FrameType.FAILURE, bytes(length));
        }
        BundleReader reader = new BundleReader(bundle.take());
        for (int length : lengths) {
            assertTrue(reader.hasNext());
            assertEquals(length % 2 == 0 ? FrameType.RESULT : FrameType.FAILURE, reader.next());
            assertEquals(bytes(length), reader.payload());
        }
        assertFalse(reader.hasNext());
    }

    @Test
    void aBundleIsEmptyAfterItsBytesWereTaken() {
        Bundle bundle = new Bundle(100);
        bundle.add(FrameType.TASK, bytes(8));
        ByteBuffer first = bundle.take();
        assertEquals(0, bundle.size());
        bundle.add(FrameType.TASK, bytes(9));
        assertEquals(bytes(8), first.slice(Bundle.HEADER_BYTES, 8));
    }

    @Test
    void whatACodecDoesToTheViewDoesNotMatterToTheNextPayload() throws ProtocolViolation {
        Bundle bundle = new Bundle(0);
        bundle.add(FrameType.TASK, bytes(8));
        bundle.add(FrameType.TASK, bytes(8));
        BundleReader reader = new BundleReader(bundle.take());
        reader.next();
        reader.payload().order(ByteOrder.LITTLE_ENDIAN).position(2).limit(3);
        reader.next();
        assertEquals(bytes(8).getLong(), reader.payload().getLong());
    }

    @Test
    void aBundleThatEndsTooEarlyIsRefused() {
        Bundle bundle = new Bundle(0);
        bundle.add(FrameType.TASK, bytes(8));
        ByteBuffer whole = bundle.take();
        for (int length = 1; length < whole.remaining(); length++) {
            BundleReader reader = new BundleReader(whole.slice(0, length));
            assertThrows(ProtocolViolation.class, reader::next);
        }
    }
}
