package org.concurrencybench.process.coordination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten thousand items go through a queue to eight processes, of which one is killed every 200 ms. */
@Timeout(900)
@Tag("slow")
class KilledTakersTest {
    private static final int ITEMS = Integer.getInteger("concurrencybench.items", 10_000);

    @Test
    void everyItemIsDoneOnceOrReportedLostWithItsTaker() throws Exception {
        KilledTakers.Seen seen =
                KilledTakers.run(ITEMS, TakerDeath.REPORT, Stage.moments("KilledTakersTest, reporting"));
        System.out.println(seen);
        Map<Integer, Long> lost = new HashMap<>();
        for (KilledTakers.Lost one : seen.lost()) {
            assertEquals(null, lost.put(one.item(), one.pid()), () -> one + " is reported twice");
        }
        for (int i = 0; i < ITEMS; i++) {
            int item = i;
            Long taker = lost.get(i);
            if (taker == null) {
                assertEquals(1, seen.taken()[i], () -> "item " + item + " is not lost: it is taken once");
                assertEquals(1, seen.done()[i], () -> "item " + item + " is not lost: it is done once");
            } else {
                assertTrue(seen.killed().contains(taker), () -> "the taker of lost item " + item + " was killed");
                assertTrue(seen.taken()[i] <= 1, () -> "lost item " + item + " is given to nobody else");
                if (seen.taken()[i] == 1) {
                    assertEquals(taker, seen.taker()[i], () -> "item " + item + " is lost with who took it");
                }
            }
        }
        assertTrue(seen.lost().size() <= seen.killed().size(), "each process works on one item at a time");
        assertTrue(seen.killed().size() >= 5, seen::toString);
    }

    @Test
    void everyItemIsDoneAtLeastOnceWhereItIsDeliveredAgain() throws Exception {
        KilledTakers.Seen seen =
                KilledTakers.run(ITEMS, TakerDeath.REDELIVER, Stage.moments("KilledTakersTest, delivering again"));
        System.out.println(seen);
        assertEquals(List.of(), seen.lost());
        assertEquals(0, seen.times(seen.done(), 0), "none is left undone");
        int again = 0;
        for (int taken : seen.taken()) {
            again += taken - 1;
        }
        assertTrue(again <= seen.killed().size(), "only what a dead process had taken is taken again");
        assertTrue(seen.killed().size() >= 5, seen::toString);
    }
}
