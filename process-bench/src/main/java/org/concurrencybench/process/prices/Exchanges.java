package org.concurrencybench.process.prices;

import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.process.api.WorkerFunction;
import org.concurrencybench.process.coordination.ProcessBarrier;
import org.concurrencybench.process.coordination.ProcessCondition;
import org.concurrencybench.process.coordination.ProcessEvent;
import org.concurrencybench.process.coordination.ProcessLock;
import org.concurrencybench.process.coordination.ProcessQueue;
import org.concurrencybench.process.coordination.ProcessSemaphore;
import org.concurrencybench.process.coordination.SharedLong;

/** Two processes that wait for each other in turn. */
final class Exchanges {
    private static final int CAPACITY = 1024;

    private Exchanges() {}

    /** Two semaphores that are passed back and forth. */
    record Semaphores(Rounds rounds, ProcessSemaphore ping, ProcessSemaphore pong) {}

    static final class AnswerSemaphore implements WorkerFunction<Semaphores, Long> {
        @Override
        public Long run(Semaphores shared) throws Exception {
            return shared.rounds.serve(times -> {
                for (int i = 0; i < times; i++) {
                    shared.ping.acquire();
                    shared.pong.release();
                }
            });
        }
    }

    static Operation semaphores() throws Exception {
        return Partner.open(
                AnswerSemaphore.class,
                (coordinator, rounds) ->
                        new Semaphores(rounds, coordinator.newSemaphore(0), coordinator.newSemaphore(0)),
                shared -> times -> {
                    for (int i = 0; i < times; i++) {
                        shared.ping.release();
                        shared.pong.acquire();
                    }
                });
    }

    /** Two events that are set back and forth. */
    record Events(Rounds rounds, ProcessEvent ping, ProcessEvent pong) {}

    static final class AnswerEvent implements WorkerFunction<Events, Long> {
        @Override
        public Long run(Events shared) throws Exception {
            return shared.rounds.serve(times -> {
                for (int i = 0; i < times; i++) {
                    shared.ping.await();
                    shared.ping.clear();
                    shared.pong.set();
                }
            });
        }
    }

    static Operation events() throws Exception {
        return Partner.open(
                AnswerEvent.class,
                (coordinator, rounds) -> new Events(rounds, coordinator.newEvent(), coordinator.newEvent()),
                shared -> times -> {
                    for (int i = 0; i < times; i++) {
                        shared.ping.set();
                        shared.pong.await();
                        shared.pong.clear();
                    }
                });
    }

    /** A condition, and whose turn it is: 0 for the owner, 1 for the other process. */
    record Turns(Rounds rounds, ProcessCondition changed, SharedLong turn) {
        void take(long mine, int times) throws Exception {
            for (int i = 0; i < times; i++) {
                try (ProcessLock.Hold hold = changed.lock().lock()) {
                    while (turn.get() != mine) {
                        changed.await(hold);
                    }
                    turn.set(1 - mine);
                    changed.signal(hold);
                }
            }
        }
    }

    static final class TakeTurns implements WorkerFunction<Turns, Long> {
        @Override
        public Long run(Turns shared) throws Exception {
            return shared.rounds.serve(times -> shared.take(1, times));
        }
    }

    static Operation condition() throws Exception {
        return Partner.open(
                TakeTurns.class,
                (coordinator, rounds) ->
                        new Turns(rounds, coordinator.newCondition(coordinator.newLock()), coordinator.newLong(0)),
                shared -> times -> shared.take(0, times));
    }

    /** A queue of numbers. */
    record Items(Rounds rounds, ProcessQueue<Long> queue) {}

    static final class TakeItems implements WorkerFunction<Items, Long> {
        @Override
        public Long run(Items shared) throws Exception {
            return shared.rounds.serve(times -> {
                for (long i = 0; i < times; i++) {
                    if (shared.queue.take() != i) {
                        throw new IllegalStateException("items came in another order");
                    }
                }
            });
        }
    }

    static Operation queue() throws Exception {
        return Partner.open(
                TakeItems.class,
                (coordinator, rounds) -> new Items(rounds, coordinator.newQueue(Long.class, CAPACITY)),
                shared -> times -> {
                    for (long i = 0; i < times; i++) {
                        shared.queue.put(i);
                    }
                });
    }

    /** A barrier for both. */
    record Meetings(Rounds rounds, ProcessBarrier barrier) {
        void meet(int times) throws Exception {
            for (int i = 0; i < times; i++) {
                barrier.await();
            }
        }
    }

    static final class Meet implements WorkerFunction<Meetings, Long> {
        @Override
        public Long run(Meetings shared) throws Exception {
            return shared.rounds.serve(shared::meet);
        }
    }

    static Operation barrier() throws Exception {
        return Partner.open(
                Meet.class,
                (coordinator, rounds) -> new Meetings(rounds, coordinator.newBarrier(2)),
                shared -> shared::meet);
    }
}
