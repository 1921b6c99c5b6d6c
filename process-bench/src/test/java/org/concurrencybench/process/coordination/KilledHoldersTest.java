package org.concurrencybench.process.coordination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** After the death of each holder the next one runs; {@link KilledHolders#main} does it a thousand times. */
@Timeout(900)
class KilledHoldersTest {
    @Test
    @Tag("slow")
    void nextHolderRunsAndIsToldAfterEachOfManyKills() throws Exception {
        int kills = Integer.getInteger("concurrencybench.kills", 60);
        KilledHolders.Seen seen = KilledHolders.run(kills, Stage.moments("KilledHoldersTest"));
        System.out.println(seen);
        assertEquals(kills, seen.latencies().length);
        assertTrue(seen.latencies()[0] > 0, "nobody held it before the kill");
        assertTrue(seen.percentile(99) < Duration.ofSeconds(30).toNanos(), seen::toString);
    }
}
