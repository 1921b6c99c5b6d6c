package org.concurrencybench.process.poolbench;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The other JVM of {@link RawPeer}: sends back all whole messages that a read has brought, until the stream ends. */
final class RawEcho {
    private RawEcho() {}

    public static void main(String[] args) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(RawPeer.BUFFER_BYTES);
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(args[0]))) {
            while (channel.read(bytes) >= 0) {
                int read = bytes.position();
                int whole = wholeMessages(bytes.flip());
                bytes.limit(whole);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                bytes.limit(read);
                bytes.compact();
            }
        }
    }

    /** How many of the bytes belong to whole messages, each after its length. */
    static int wholeMessages(ByteBuffer bytes) {
        int end = 0;
        while (bytes.limit() - end >= Integer.BYTES) {
            int next = end + Integer.BYTES + bytes.getInt(end);
            if (next > bytes.limit()) {
                break;
            }
            end = next;
        }
        return end;
    }
}
