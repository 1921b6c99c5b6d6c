package org.concurrencybench.process.coordination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.concurrencybench.process.connection.ConnectionListener;
import org.concurrencybench.process.connection.PeerConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Python's tests of managers and of waiting ask for, as far as no other test shows it. */
@Timeout(120)
class ManagerHabitsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final byte[] KEY = "a key".getBytes(StandardCharsets.UTF_8);
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Test
    void listsStandInListsAndMaps() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            @SuppressWarnings("unchecked") // a class has no type arguments
            Class<SharedList<Integer>> type = (Class<SharedList<Integer>>) (Class<?>) SharedList.class;
            SharedList<SharedList<Integer>> outer = coordinator.newList(type);
            SharedMap<String, SharedList<Integer>> map = coordinator.newMap(String.class, type);
            SharedList<Integer> inner = coordinator.newList(Integer.class);
            outer.add(inner);
            map.put("inner", inner);
            outer.get(0).add(1);
            map.get("inner").orElseThrow().add(2);
            assertEquals(List.of(1, 2), inner.snapshot());
            assertEquals(1, outer.size());
        }
    }

    /** Nothing of the one before is in the way, and its clients are told. */
    @Test
    void coordinatorStartsAgainAtItsAddress() throws Exception {
        InetSocketAddress address = ANY;
        for (int i = 0; i < 5; i++) {
            try (Coordinator coordinator = Coordinator.start(address, KEY)) {
                address = coordinator.address().orElseThrow();
                coordinator.publish("number", coordinator.newLong(i));
                try (RemoteCoordinator remote = RemoteCoordinator.connect(address, KEY)) {
                    SharedLong number = remote.lookup("number", SharedLong.class);
                    assertEquals(i, number.get());
                }
            }
        }
    }

    @Test
    void connectionsAreWaitedForToo() throws Exception {
        try (var listener = ConnectionListener.bind(ANY, KEY, String.class);
                var one = PeerConnection.connect(listener.address(), KEY, String.class);
                var oneServer = listener.accept(LONG).orElseThrow();
                var two = PeerConnection.connect(listener.address(), KEY, String.class);
                var twoServer = listener.accept(LONG).orElseThrow();
                WaitSet<Integer, String> waits = new WaitSet<>()) {
            waits.add(1, oneServer::receive);
            waits.add(2, twoServer::receive);
            two.send("from two");
            WaitSet.Ready<Integer, String> first = waits.await().orElseThrow();
            assertEquals("2 from two", first.key() + " " + first.get());
            Set<String> both = new HashSet<>();
            one.send("a");
            two.send("b");
            for (int i = 0; i < 2; i++) {
                both.add(waits.await(LONG).orElseThrow().get());
            }
            assertEquals(Set.of("a", "b"), both);
        }
    }

    @Test
    void waitingForSeveralEndsAtItsTimeout() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (WaitSet<String, String> waits = new WaitSet<>()) {
            waits.add("never", () -> {
                never.await();
                return "";
            });
            for (long millis : new long[] {-1000, 0, 100}) {
                long begin = System.nanoTime();
                assertEquals(Optional.empty(), waits.await(Duration.ofMillis(millis)));
                long took = System.nanoTime() - begin;
                assertTrue(took >= millis * 1_000_000, "it waited as long as it was told to");
            }
        }
    }
}
