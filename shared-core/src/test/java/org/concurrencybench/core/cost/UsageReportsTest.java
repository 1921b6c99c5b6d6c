package org.concurrencybench.core.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Both sides in one JVM, over a real socket. */
class UsageReportsTest {
    private static final long SELF = ProcessHandle.current().pid();

    @Test
    void whoWasInvitedReportsEachTimeItIsAskedAndOthersAreNotHeard() throws Exception {
        UsageReports.want();
        String invitation = UsageReports.invitation().orElseThrow();
        assertEquals(invitation, UsageReports.invitation().orElseThrow(), "one port for all workers");
        assertEquals(Map.of(), UsageReports.read(0), "nobody is asked, and nobody waited for");

        int port = Integer.parseInt(invitation.substring(0, invitation.indexOf(':')));
        try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String wrong = "0".repeat(invitation.length() - invitation.indexOf(':') - 1);
            stranger.getOutputStream()
                    .write(ByteBuffer.allocate(wrong.length() + Long.BYTES)
                            .put(wrong.getBytes())
                            .putLong(4711)
                            .array());
            assertEquals(-1, stranger.getInputStream().read(), "hung up on");
        }

        UsageReporter.start(invitation);
        JvmUsage first = UsageReports.read(1).get(SELF);
        byte[][] kept = new byte[64][];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = new byte[1 << 20];
        }
        Map<Long, JvmUsage> second = UsageReports.read(1);
        assertEquals(Set.of(SELF), second.keySet());
        long allocated = second.get(SELF).allocatedBytes() - first.allocatedBytes();
        assertTrue(allocated >= (long) kept.length << 20, () -> allocated + " bytes");
        assertTrue(second.get(SELF).peakThreads() >= second.get(SELF).liveThreads(), second::toString);
        assertEquals(Map.of(), UsageReports.read(2), "one of two is not all");
    }
}
