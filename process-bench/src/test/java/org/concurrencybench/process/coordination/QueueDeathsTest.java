package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.Stage.eventually;
import static org.concurrencybench.process.coordination.Stage.get;
import static org.concurrencybench.process.coordination.Stage.inThread;
import static org.concurrencybench.process.coordination.Stage.stays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.concurrencybench.process.api.WorkerFunction;
import org.concurrencybench.process.coordination.Stage.Actor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a queue and its items when a process that puts, takes, works or owns it is killed or stopped. */
@Timeout(300)
@Tag("slow")
@ExtendWith(OverSockets.class)
class QueueDeathsTest {
    private static List<String> items(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "item " + i).toList();
    }

    /** It has put as many items as there is room for, and waits with the next one. */
    private static Actor putter(Stage stage) throws Exception {
        Actor putter = stage.play(Part.PUT_TOO_MANY);
        putter.awaitStep(Shared.CAPACITY);
        stays("the wait for room", putter::isWaiting);
        return putter;
    }

    private static List<String> drained(ProcessQueue<String> queue) throws Exception {
        List<String> items = new ArrayList<>();
        Optional<String> next;
        while ((next = queue.poll()).isPresent()) {
            items.add(next.get());
        }
        return items;
    }

    @Test
    void itemsOfAKilledPutterStayExceptTheOneWhosePutHadNotReturned() throws Exception {
        try (Stage stage = Stage.open()) {
            putter(stage).kill();
            eventually("its end is seen", () -> stage.coordinator().connectedProcesses() == 0);
            assertEquals(items(1, Shared.CAPACITY), drained(stage.shared().queue()));
        }
    }

    @Test
    void itemOfAStoppedPutterIsPutWhenThereIsRoom() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor putter = putter(stage);
            putter.stop();
            assertEquals(items(1, Shared.CAPACITY + 1), drained(stage.shared().queue()));
            putter.resume();
            assertEquals("put", putter.said());
        }
    }

    @Test
    void killedTakerThatWaitsIsForgotten() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor killed = stage.atFirstStep(Part.TAKE_ONE);
            stays("the wait", killed::isWaiting);
            killed.kill();
            eventually("its end is seen", () -> stage.coordinator().connectedProcesses() == 0);
            stage.shared().queue().put("item");
            assertEquals("item", stage.play(Part.TAKE_ONE).said());
            assertEquals(Optional.empty(), stage.shared().queue().pollLost());
        }
    }

    @Test
    void itemOfAKilledTakerIsReportedWithItsTaker() throws Exception {
        try (Stage stage = Stage.open()) {
            ProcessQueue<String> queue = stage.shared().queue();
            queue.put("item");
            Actor killed = stage.atFirstStep(Part.WORK);
            Actor joiner = stage.atFirstStep(Part.JOIN);
            stays("the wait", joiner::isWaiting);
            killed.kill();
            assertEquals("joined", joiner.said(), "what is lost is not waited for");
            assertEquals(
                    new ProcessQueue.LostItem<>(killed.pid(), "item"),
                    queue.pollLost().orElseThrow());
            assertEquals(Optional.empty(), queue.pollLost());
            assertEquals(0, queue.size());
        }
    }

    @Test
    void itemOfAKilledTakerIsDeliveredAgain() throws Exception {
        try (Stage stage = Stage.open()) {
            ProcessQueue<String> queue = stage.shared().again();
            queue.put("item");
            queue.put("next");
            Actor killed = stage.atFirstStep(Part.WORK_AGAIN);
            assertEquals(1, queue.unfinished());
            killed.kill();
            eventually("it is back", () -> queue.size() == 2);
            Actor second = stage.atFirstStep(Part.WORK_AGAIN);
            second.go(2);
            assertEquals("item", second.said());
            assertEquals(Optional.empty(), queue.pollLost());
        }
    }

    @Test
    void itemThatIsOnItsWayToAStoppedTakerIsReportedWhenThatIsKilled() throws Exception {
        try (Stage stage = Stage.open()) {
            ProcessQueue<String> queue = stage.shared().queue();
            Actor taker = stage.atFirstStep(Part.TAKE_ONE);
            stays("the wait", taker::isWaiting);
            taker.stop();
            queue.put("item");
            assertEquals(0, queue.size());
            assertEquals(1, queue.unfinished());
            taker.kill();
            eventually("its end is seen", () -> queue.unfinished() == 0);
            assertEquals(
                    new ProcessQueue.LostItem<>(taker.pid(), "item"),
                    queue.pollLost().orElseThrow());
        }
    }

    @Test
    void stoppedTakerKeepsItsItemsAndHoldsUpNobodyElse() throws Exception {
        try (Stage stage = Stage.open()) {
            ProcessQueue<String> queue = stage.shared().queue();
            queue.put("first");
            Actor stopped = stage.atFirstStep(Part.WORK);
            stopped.stop();
            queue.put("second");
            assertEquals("second", stage.play(Part.TAKE_ONE).said());
            assertEquals(1, queue.unfinished());
            assertEquals(Optional.empty(), queue.pollLost());
            stopped.go(2);
            stopped.resume();
            assertEquals("first", stopped.said());
            assertTrue(queue.join(Stage.LONG));
        }
    }

    @Test
    void killedJoinerIsForgotten() throws Exception {
        try (Stage stage = Stage.open()) {
            stage.shared().queue().put("item");
            Actor joiner = stage.atFirstStep(Part.JOIN);
            stays("the wait", joiner::isWaiting);
            joiner.kill();
            assertEquals("item", stage.shared().queue().take());
            assertTrue(stage.shared().queue().join(Stage.LONG));
        }
    }

    @Test
    void stoppedJoinerHoldsUpNobody() throws Exception {
        try (Stage stage = Stage.open()) {
            stage.shared().queue().put("item");
            Actor joiner = stage.atFirstStep(Part.JOIN);
            stays("the wait", joiner::isWaiting);
            joiner.stop();
            assertEquals("item", stage.shared().queue().take());
            assertTrue(stage.shared().queue().join(Stage.LONG));
            joiner.resume();
            assertEquals("joined", joiner.said());
        }
    }

    @Test
    void killedOwnerFailsWhoPutsTakesAndJoins() throws Exception {
        try (Stage stage = Stage.ofAnotherOwner()) {
            Actor putter = putter(stage);
            Actor joiner = stage.atFirstStep(Part.JOIN);
            CompletableFuture<ProcessQueue.Work<String>> taker =
                    inThread(() -> stage.shared().again().takeForWork());
            stays("the wait", () -> joiner.isWaiting() && !taker.isDone());
            stage.killOwner();
            assertEquals("owner gone", putter.said());
            assertEquals("owner gone", joiner.said());
            ExecutionException gone = assertThrows(ExecutionException.class, () -> get(taker));
            assertEquals(OwnerGoneException.class, gone.getCause().getClass());
        }
    }

    @Test
    void stoppedOwnerHoldsUpEverybodyUntilItContinues() throws Exception {
        try (Stage stage = Stage.ofAnotherOwner()) {
            ProcessQueue<String> queue = stage.shared().queue();
            Actor taker = stage.atFirstStep(Part.TAKE_ONE);
            stays("the wait", taker::isWaiting);
            stage.stopOwner();
            CompletableFuture<Boolean> put = inThread(() -> queue.offer("item", Duration.ofMillis(10)));
            stays("the wait, beyond its timeout,", () -> !put.isDone() && taker.isWaiting());
            stage.continueOwner();
            assertTrue(get(put), "there was room");
            assertEquals("item", taker.said());
        }
    }

    @Test // a quarter of a gibibyte, in several copies
    void itemThatIsTooLargeFailsItsPutAndNeitherItsProcessNorATaker() throws Exception {
        try (Stage stage = Stage.open()) {
            ProcessQueue<byte[]> queue = stage.coordinator().newQueue(byte[].class, 2);
            try (var putter = LockTest.process(PutTooLarge.class, queue)) {
                String said = get(putter.result());
                assertTrue(said.contains("bytes; a queue takes at most"), said);
            }
            assertEquals(3, queue.take().length, "the next item of the same process");
        }
    }

    /** Puts what is too large, and then what is not. Returns the message of the failure. */
    static final class PutTooLarge implements WorkerFunction<ProcessQueue<byte[]>, String> {
        @Override
        public String run(ProcessQueue<byte[]> queue) throws Exception {
            String message = "it was put";
            try {
                queue.put(new byte[256 << 20]);
            } catch (IOException e) {
                message = String.valueOf(e.getMessage());
            }
            queue.put(new byte[3]);
            return message;
        }
    }

    @Test
    void killsOfPuttersAndTakersAtRandomMomentsLoseNothingUnreported() throws Exception {
        Random moments = Stage.moments("QueueDeathsTest");
        try (Stage stage = Stage.open()) {
            ProcessQueue<String> queue = stage.shared().queue();
            for (int round = 0; round < 5; round++) {
                Actor putter = stage.play(Part.CHURN_PUTS);
                Actor taker = stage.play(Part.CHURN_TAKES);
                stage.killAtRandom(moments, List.of(putter, taker), () -> {
                    queue.offer("x", Duration.ofMillis(1));
                    return true;
                });
                eventually("both ends are seen", () -> stage.coordinator().connectedProcesses() == 0);
                long received = taker.step().get();
                int lost = 0;
                while (queue.pollLost().isPresent()) {
                    lost++;
                }
                List<String> left = drained(queue);
                left.removeIf("x"::equals);
                long put = putter.step().get();
                // At each death one item may be put, or received, and not counted any more by the one that has died.
                long known = received + lost + left.size();
                assertTrue(
                        known >= put - 1 && known <= put + 3,
                        put + " put, " + received + " received, " + lost + " lost, " + left.size() + " left");
                assertEquals(0, queue.unfinished());
            }
        }
    }
}
