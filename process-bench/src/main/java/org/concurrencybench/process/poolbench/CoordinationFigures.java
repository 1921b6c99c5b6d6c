package org.concurrencybench.process.poolbench;

import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.DoubleBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.connection.ConnectionListener;
import org.concurrencybench.process.connection.PeerConnection;
import org.concurrencybench.process.coordination.Coordinator;
import org.concurrencybench.process.coordination.ProcessBarrier;
import org.concurrencybench.process.coordination.ProcessCondition;
import org.concurrencybench.process.coordination.ProcessEvent;
import org.concurrencybench.process.coordination.ProcessLock;
import org.concurrencybench.process.coordination.ProcessQueue;
import org.concurrencybench.process.coordination.ProcessSemaphore;
import org.concurrencybench.process.coordination.SharedLong;
import org.concurrencybench.process.coordination.SharedMap;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;

/**
 * What shared objects reach between this JVM, which owns them, and one worker, as lines of JSON: the same figures under
 * the same names as a script for Python's {@code multiprocessing} prints, to be run in turn with that. Arguments: names
 * of figures; none for all.
 *
 * <p>Each figure's action is repeated for {@value #WARM_UP_MILLIS} ms, then {@value RepeatedFigures#RUNS} times;
 * {@code value} is the median of those, {@code first} that of the very first time. The worker is one JVM for all
 * figures, in their order here, so it is cold for the first of them only. The worker has the options of this JVM. Both
 * wake each other through sockets; with {@code --enable-native-access=ALL-UNNAMED}, through memory.
 *
 * <p>What Python's manager does is asked of the owner by the worker: the names that begin with {@code manager} are
 * measured there. What has no counterpart in Python has a name that ends in {@code _here}.
 */
final class CoordinationFigures {
    private static final long WARM_UP_MILLIS = 2000;
    private static final int LOCKS = 200_000;
    private static final int ROUNDS = 3000;
    private static final int ADDS = 100_000;
    private static final int ECHOES = 50;
    private static final int ITEMS = 50_000;
    private static final int TOGETHER = 500;
    private static final int CONNECTIONS = 200;
    private static final int NUMBERS = 1_000_000;
    private static final String SECRET = "key";
    private static final byte[] KEY = SECRET.getBytes(StandardCharsets.UTF_8);
    private static final byte[] BLOCK = new byte[1 << 20];
    private static final Duration LONG = Duration.ofSeconds(60);

    private final RepeatedFigures figures;
    private final Coordinator coordinator;
    private final ProcessPool<CoordinationPart, Double> partner;

    private CoordinationFigures(
            RepeatedFigures figures, Coordinator coordinator, ProcessPool<CoordinationPart, Double> partner) {
        this.figures = figures;
        this.coordinator = coordinator;
        this.partner = partner;
    }

    public static void main(String[] args) throws Exception {
        ProcessPoolConfig config = ProcessPoolConfig.ofWorkers(1).withInheritedOptions();
        try (Coordinator coordinator = Coordinator.start();
                ProcessPool<CoordinationPart, Double> partner =
                        ProcessPool.start(config, FunctionSpec.of(CoordinationPartner.class))) {
            CoordinationFigures figures =
                    new CoordinationFigures(new RepeatedFigures(Set.of(args), WARM_UP_MILLIS), coordinator, partner);
            figures.firstUse();
            figures.lockAlone();
            figures.semaphores();
            figures.events();
            figures.condition();
            figures.barrier();
            figures.adds();
            figures.memory();
            figures.connections();
            figures.queueRoundTrip();
            figures.queueOneWay("queue_items_per_s", TOGETHER);
            figures.queueOneWay("queue_items_one_by_one_per_s_here", 0);
            figures.manager();
        }
    }

    /** Before all others: the worker has not connected yet. */
    private void firstUse() throws Exception {
        if (figures.isWanted("first_connection_ms_here")) {
            double connecting = play(new CoordinationPart.FirstUses(List.of(newMap())));
            RepeatedFigures.print("first_connection_ms_here", connecting, connecting);
        }
        if (figures.isWanted("manager_proxy_create_ms")) {
            double first = firstUses();
            double[] values = new double[RepeatedFigures.RUNS];
            for (int i = 0; i < values.length; i++) {
                values[i] = firstUses();
            }
            RepeatedFigures.print("manager_proxy_create_ms", RepeatedFigures.median(values), first);
        }
    }

    private double firstUses() throws Exception {
        List<SharedMap<Integer, Integer>> maps = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            maps.add(newMap());
        }
        return play(new CoordinationPart.FirstUses(maps));
    }

    private SharedMap<Integer, Integer> newMap() {
        return coordinator.newMap(Integer.class, Integer.class);
    }

    private double play(CoordinationPart part) throws Exception {
        return partner.submit(part).get();
    }

    private void lockAlone() throws Exception {
        ProcessLock lock = coordinator.newLock();
        figures.time("lock_uncontended_us", LOCKS, 1e6, () -> {
            for (int i = 0; i < LOCKS; i++) {
                lock.lock().close();
            }
            return lock;
        });
    }

    private void semaphores() throws Exception {
        ProcessSemaphore ping = coordinator.newSemaphore(0);
        ProcessSemaphore pong = coordinator.newSemaphore(0);
        SharedLong over = coordinator.newLong(0);
        CompletableFuture<Double> other = partner.submit(new CoordinationPart.Semaphores(ping, pong, over));
        figures.time("semaphore_round_trip_us", ROUNDS, 1e6, () -> {
            for (int i = 0; i < ROUNDS; i++) {
                ping.release();
                pong.acquire();
            }
            return pong;
        });
        over.set(1);
        ping.release();
        other.get();
    }

    private void events() throws Exception {
        ProcessEvent ping = coordinator.newEvent();
        ProcessEvent pong = coordinator.newEvent();
        SharedLong over = coordinator.newLong(0);
        CompletableFuture<Double> other = partner.submit(new CoordinationPart.Events(ping, pong, over));
        figures.time("event_round_trip_us", ROUNDS, 1e6, () -> {
            for (int i = 0; i < ROUNDS; i++) {
                ping.set();
                pong.await();
                pong.clear();
            }
            return pong;
        });
        over.set(1);
        ping.set();
        other.get();
    }

    private void condition() throws Exception {
        ProcessLock lock = coordinator.newLock();
        ProcessCondition condition = coordinator.newCondition(lock);
        SharedLong turn = coordinator.newLong(0);
        CompletableFuture<Double> other = partner.submit(new CoordinationPart.Turns(condition, turn));
        figures.time("condition_round_trip_us", ROUNDS, 1e6, () -> {
            for (int i = 0; i < ROUNDS; i++) {
                try (ProcessLock.Hold hold = lock.lock()) {
                    turn.set(1);
                    condition.signal(hold);
                    while (turn.get() != 0) {
                        condition.await(hold);
                    }
                }
            }
            return turn;
        });
        try (ProcessLock.Hold hold = lock.lock()) {
            turn.set(-1);
            condition.signal(hold);
        }
        other.get();
    }

    private void barrier() throws Exception {
        ProcessBarrier barrier = coordinator.newBarrier(2);
        CompletableFuture<Double> other = partner.submit(new CoordinationPart.Passes(barrier));
        figures.time("barrier_pass_us", ROUNDS, 1e6, () -> {
            for (int i = 0; i < ROUNDS; i++) {
                barrier.await();
            }
            return barrier;
        });
        barrier.abort();
        other.get();
    }

    private void adds() throws Exception {
        SharedLong value = coordinator.newLong(0);
        SharedLong over = coordinator.newLong(0);
        Callable<?> adding = () -> {
            for (int i = 0; i < ADDS; i++) {
                value.getAndAdd(1);
            }
            return value;
        };
        figures.time("value_locked_add_uncontended_us", ADDS, 1e6, adding);
        long before = value.get();
        CompletableFuture<Double> other = partner.submit(new CoordinationPart.Adds(value, over));
        while (value.get() == before) {
            Thread.sleep(1);
        }
        figures.time("value_locked_add_contended_us", ADDS, 1e6, adding);
        over.set(1);
        other.get();
    }

    private void memory() throws Exception {
        DoubleBuffer shared =
                coordinator.newMemory(NUMBERS * Double.BYTES).buffer().asDoubleBuffer();
        double[] data = new double[NUMBERS];
        Arrays.fill(data, 1);
        figures.time(
                "array_write_million_doubles_ms",
                1,
                1e3,
                () -> shared.duplicate().put(data));
    }

    private void connections() throws Exception {
        Path directory = Files.createTempDirectory("figures");
        Path socket = directory.resolve("socket");
        try (ConnectionListener<byte[]> listener =
                ConnectionListener.bind(UnixDomainSocketAddress.of(socket), KEY, byte[].class)) {
            CompletableFuture<Double> other =
                    partner.submit(new CoordinationPart.ConnectionEcho(socket.toString(), SECRET));
            try (PeerConnection<byte[]> connection = listener.accept(LONG).orElseThrow()) {
                byte[] small = new byte[8];
                figures.time("pipe_round_trip_us", ROUNDS, 1e6, () -> echoes(connection, small, ROUNDS));
                double megabytes = 2e-6 * BLOCK.length * ECHOES;
                figures.rate("pipe_echo_1MiB_MB_per_s_both_ways", megabytes, () -> echoes(connection, BLOCK, ECHOES));
                connection.send(new byte[0]);
                connection.receive();
            }
            other.get();
            figures.time("listener_connect_and_authenticate_us", CONNECTIONS, 1e6, () -> connect(listener));
        }
        Files.delete(directory);
    }

    private static long echoes(PeerConnection<byte[]> connection, byte[] message, int times) throws Exception {
        long bytes = 0;
        for (int i = 0; i < times; i++) {
            connection.send(message);
            bytes += connection.receive().length;
        }
        return bytes;
    }

    /** As in Python's figure, both ends are threads of one process. */
    private static Object connect(ConnectionListener<byte[]> listener) throws Exception {
        SocketAddress address = listener.address();
        Thread server = Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; i < CONNECTIONS; i++) {
                    listener.accept(LONG).orElseThrow().close();
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        for (int i = 0; i < CONNECTIONS; i++) {
            PeerConnection.connect(address, KEY, byte[].class).close();
        }
        server.join();
        return address;
    }

    private void queueRoundTrip() throws Exception {
        ProcessQueue<Integer> requests = coordinator.newQueue(Integer.class, 1000);
        ProcessQueue<Integer> answers = coordinator.newQueue(Integer.class, 1000);
        CompletableFuture<Double> other = partner.submit(new CoordinationPart.QueueEcho(requests, answers));
        figures.time("queue_round_trip_us", ROUNDS, 1e6, () -> {
            int last = 0;
            for (int i = 0; i < ROUNDS; i++) {
                requests.put(i);
                last = answers.take();
            }
            return last;
        });
        requests.close();
        other.get();
    }

    /** The worker puts, this process takes; {@code together} items in one call, 0: one by one. */
    private void queueOneWay(String what, int together) throws Exception {
        ProcessQueue<Integer> queue = coordinator.newQueue(Integer.class, 10_000);
        CompletableFuture<Double> other = partner.submit(new CoordinationPart.Filling(queue, together));
        figures.rate(what, ITEMS, () -> {
            long sum = 0;
            for (int taken = 0; taken < ITEMS; ) {
                if (together == 0) {
                    sum += queue.take();
                    taken++;
                } else {
                    List<Integer> items = queue.takeUpTo(together);
                    taken += items.size();
                    sum += items.getLast();
                }
            }
            return sum;
        });
        queue.closeNow();
        other.get();
    }

    private void manager() throws Exception {
        SharedMap<Integer, Integer> map = newMap();
        returned("manager_dict_set_us", new CoordinationPart.MapWrites(map, ROUNDS));
        figures.time("map_write_by_the_owner_us_here", ROUNDS, 1e6, () -> {
            for (int i = 0; i < ROUNDS; i++) {
                map.put(i & 255, i);
            }
            return map;
        });
        returned("manager_lock_uncontended_us", new CoordinationPart.LocksAlone(coordinator.newLock(), LOCKS));
        returned(
                "manager_queue_put_get_us",
                new CoordinationPart.PutsAndTakes(coordinator.newQueue(Integer.class, 10), ROUNDS));
    }

    /** A figure that the worker measures. */
    private void returned(String what, CoordinationPart part) throws Exception {
        figures.returned(what, () -> play(part));
    }
}
