package org.concurrencybench.process.poolbench;

import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.concurrencybench.process.connection.PeerConnection;
import org.concurrencybench.process.coordination.BrokenProcessBarrierException;
import org.concurrencybench.process.coordination.ProcessBarrier;
import org.concurrencybench.process.coordination.ProcessCondition;
import org.concurrencybench.process.coordination.ProcessEvent;
import org.concurrencybench.process.coordination.ProcessLock;
import org.concurrencybench.process.coordination.ProcessQueue;
import org.concurrencybench.process.coordination.ProcessSemaphore;
import org.concurrencybench.process.coordination.QueueClosedException;
import org.concurrencybench.process.coordination.SharedLong;
import org.concurrencybench.process.coordination.SharedMap;

/**
 * What the other process does in one of the {@link CoordinationFigures}. Most go on until {@code over} is not 0; some
 * return a time of their own.
 */
sealed interface CoordinationPart {
    /** Returns what it has measured itself, 0 where nothing. */
    double play() throws Exception;

    record Semaphores(ProcessSemaphore ping, ProcessSemaphore pong, SharedLong over) implements CoordinationPart {
        @Override
        public double play() throws Exception {
            while (true) {
                ping.acquire();
                if (over.get() != 0) {
                    return 0;
                }
                pong.release();
            }
        }
    }

    record Events(ProcessEvent ping, ProcessEvent pong, SharedLong over) implements CoordinationPart {
        @Override
        public double play() throws Exception {
            while (true) {
                ping.await();
                ping.clear();
                if (over.get() != 0) {
                    return 0;
                }
                pong.set();
            }
        }
    }

    /** Passes the turn back: 1 is this side's, 0 the other's, -1 ends it. */
    record Turns(ProcessCondition condition, SharedLong turn) implements CoordinationPart {
        @Override
        public double play() throws Exception {
            while (true) {
                try (ProcessLock.Hold hold = condition.lock().lock()) {
                    while (turn.get() == 0) {
                        condition.await(hold);
                    }
                    if (turn.get() < 0) {
                        return 0;
                    }
                    turn.set(0);
                    condition.signal(hold);
                }
            }
        }
    }

    /** Passes it until it is broken. */
    record Passes(ProcessBarrier barrier) implements CoordinationPart {
        @Override
        public double play() throws Exception {
            try {
                while (true) {
                    barrier.await();
                }
            } catch (BrokenProcessBarrierException e) {
                return 0;
            }
        }
    }

    record Adds(SharedLong value, SharedLong over) implements CoordinationPart {
        @Override
        public double play() throws Exception {
            while (over.get() == 0) {
                for (int i = 0; i < 1000; i++) {
                    value.getAndAdd(1);
                }
            }
            return 0;
        }
    }

    /** Sends back what comes until the queue is closed. */
    record QueueEcho(ProcessQueue<Integer> requests, ProcessQueue<Integer> answers) implements CoordinationPart {
        @Override
        public double play() throws Exception {
            try {
                while (true) {
                    answers.put(requests.take());
                }
            } catch (QueueClosedException e) {
                return 0;
            }
        }
    }

    /** Puts numbers until the queue is closed, so many in one call; 0: one by one, without a list. */
    record Filling(ProcessQueue<Integer> queue, int together) implements CoordinationPart {
        @Override
        public double play() throws Exception {
            try {
                for (int i = 0; true; i++) {
                    if (together == 0) {
                        queue.put(i);
                    } else {
                        queue.putAll(Collections.nCopies(together, i));
                    }
                }
            } catch (QueueClosedException e) {
                return 0;
            }
        }
    }

    /** Returns the milliseconds of the first use of each of the maps. */
    record FirstUses(List<SharedMap<Integer, Integer>> maps) implements CoordinationPart {
        @Override
        public double play() throws Exception {
            long begin = System.nanoTime();
            for (SharedMap<Integer, Integer> map : maps) {
                map.size();
            }
            return (System.nanoTime() - begin) / 1e6 / maps.size();
        }
    }

    /** Returns the microseconds of one write. */
    record MapWrites(SharedMap<Integer, Integer> map, int times) implements CoordinationPart {
        @Override
        public double play() throws Exception {
            long begin = System.nanoTime();
            for (int i = 0; i < times; i++) {
                map.put(i & 255, i);
            }
            return (System.nanoTime() - begin) / 1e3 / times;
        }
    }

    /** Returns the microseconds of one put and one take, both by this process. */
    record PutsAndTakes(ProcessQueue<Integer> queue, int times) implements CoordinationPart {
        @Override
        public double play() throws Exception {
            List<Integer> taken = new ArrayList<>(times);
            long begin = System.nanoTime();
            for (int i = 0; i < times; i++) {
                queue.put(i);
                taken.add(queue.take());
            }
            double microseconds = (System.nanoTime() - begin) / 1e3 / times;
            if (taken.getLast() != times - 1) {
                throw new AssertionError("the queue brought " + taken.getLast());
            }
            return microseconds;
        }
    }

    /** Returns the microseconds of taking and giving back a lock that no other process wants. */
    record LocksAlone(ProcessLock lock, int times) implements CoordinationPart {
        @Override
        public double play() throws Exception {
            long begin = System.nanoTime();
            for (int i = 0; i < times; i++) {
                lock.lock().close();
            }
            return (System.nanoTime() - begin) / 1e3 / times;
        }
    }

    /** Sends back each message until an empty one comes. */
    record ConnectionEcho(String socket, String key) implements CoordinationPart {
        @Override
        public double play() throws Exception {
            try (PeerConnection<byte[]> connection = PeerConnection.connect(
                    UnixDomainSocketAddress.of(socket), key.getBytes(StandardCharsets.UTF_8), byte[].class)) {
                byte[] message;
                do {
                    message = connection.receive();
                    connection.send(message);
                } while (message.length > 0);
                return 0;
            }
        }
    }
}
