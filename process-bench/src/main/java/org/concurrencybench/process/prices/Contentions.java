package org.concurrencybench.process.prices;

import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.process.api.WorkerFunction;
import org.concurrencybench.process.coordination.ProcessLock;
import org.concurrencybench.process.coordination.SharedLong;
import org.concurrencybench.process.coordination.SharedMap;

/**
 * What two processes change at the same time, or one alone. Alone is the one that does not own what it changes: the
 * owner would not have to leave its process.
 */
final class Contentions {
    private static final String KEY = "count";

    private Contentions() {}

    /** Of so many changes, those of the process that does not own what is changed. */
    private static int others(boolean contended, int times) {
        return contended ? times / 2 : times;
    }

    /** A lock that protects nothing. */
    record Locked(Rounds rounds, boolean contended, ProcessLock lock) {
        void change(int times) throws Exception {
            for (int i = 0; i < times; i++) {
                lock.lock().close();
            }
        }
    }

    static final class ChangeLocked implements WorkerFunction<Locked, Long> {
        @Override
        public Long run(Locked shared) throws Exception {
            return shared.rounds.serve(times -> shared.change(others(shared.contended, times)));
        }
    }

    static Operation lock(boolean contended) throws Exception {
        return Partner.open(
                ChangeLocked.class,
                (coordinator, rounds) -> new Locked(rounds, contended, coordinator.newLock()),
                shared -> times -> shared.change(times - others(contended, times)));
    }

    /** A number that is added to. */
    record Counted(Rounds rounds, boolean contended, SharedLong number) {
        void change(int times) throws Exception {
            for (int i = 0; i < times; i++) {
                number.getAndAdd(1);
            }
        }
    }

    static final class ChangeNumber implements WorkerFunction<Counted, Long> {
        @Override
        public Long run(Counted shared) throws Exception {
            return shared.rounds.serve(times -> shared.change(others(shared.contended, times)));
        }
    }

    static Operation number(boolean contended) throws Exception {
        return Partner.open(
                ChangeNumber.class,
                (coordinator, rounds) -> new Counted(rounds, contended, coordinator.newLong(0)),
                shared -> times -> shared.change(times - others(contended, times)));
    }

    /** A map with one number in it. */
    record Mapped(Rounds rounds, SharedMap<String, Long> map) {}

    static final class ChangeMap implements WorkerFunction<Mapped, Long> {
        @Override
        public Long run(Mapped shared) throws Exception {
            return shared.rounds.serve(times -> {
                for (int i = 0; i < times; i++) {
                    shared.map.merge(KEY, 1L, Long::sum);
                }
            });
        }
    }

    static Operation map() throws Exception {
        return Partner.open(
                ChangeMap.class,
                (coordinator, rounds) -> new Mapped(rounds, coordinator.newMap(String.class, Long.class)),
                shared -> times -> {});
    }
}
