package org.concurrencybench.core.workloads.straggler;

import java.time.Duration;
import java.util.List;
import org.concurrencybench.core.workloads.Bits;

/**
 * What the leaves of each task do: how long they wait, what they return, and which of them fail. All of it follows from
 * the number of the task and that of the leaf.
 *
 * @param mode when a task ends
 * @param parts leaves of a task
 * @param leafTime how long an ordinary leaf waits
 * @param share of a thousand leaves, how many are stragglers
 * @param factor how many times as long these wait
 */
record LeafPlan(Mode mode, int parts, Duration leafTime, int share, int factor) {
    /** So that which leaves are slow has nothing to do with what they return. */
    private static final long SLOWNESS = 0x5EED;

    private static final int WHOLE = 1000;

    /** When a task ends. */
    enum Mode {
        /** When all leaves have. */
        ALL("all"),
        /** With the first that succeeds; all return the same, as replicas of a service do. */
        FIRST("first"),
        /** When one of them fails, which it does after half the time of an ordinary leaf. */
        FAILING("failing");

        private final String id;

        Mode(String id) {
            this.id = id;
        }

        static Mode of(String id) {
            for (Mode mode : values()) {
                if (mode.id.equals(id)) {
                    return mode;
                }
            }
            throw new IllegalArgumentException(id);
        }

        static List<String> ids() {
            return List.of(ALL.id, FIRST.id, FAILING.id);
        }

        String id() {
            return id;
        }
    }

    Duration time(int task, int leaf) {
        if (fails(task, leaf)) {
            return leafTime.dividedBy(2);
        }
        return isStraggler(task, leaf) ? leafTime.multipliedBy(factor) : leafTime;
    }

    private boolean isStraggler(int task, int leaf) {
        return Long.remainderUnsigned(Bits.spread(number(task, leaf) ^ SLOWNESS), WHOLE) < share;
    }

    boolean fails(int task, int leaf) {
        return mode == Mode.FAILING && leaf == (int) Long.remainderUnsigned(Bits.spread(task), parts);
    }

    LeafFailedException failure(int task, int leaf) {
        return new LeafFailedException("leaf " + leaf + " of task " + task + " fails on purpose");
    }

    /** What a leaf that succeeds returns. */
    long value(int task, int leaf) {
        return Bits.spread(mode == Mode.FIRST ? task : number(task, leaf));
    }

    /** What a task answers when all its leaves have returned {@code values}. */
    long answer(List<Long> values) {
        long answer = 0;
        for (long value : values) {
            answer = Bits.add(answer, value);
        }
        return answer;
    }

    /** What a task answers, in whatever way it ends: by arithmetic, without any leaf. */
    long answer(int task) {
        if (mode == Mode.FIRST) {
            return value(task, 0);
        }
        long answer = 0;
        for (int leaf = 0; leaf < parts; leaf++) {
            answer = Bits.add(answer, value(task, leaf));
        }
        return answer;
    }

    private long number(int task, int leaf) {
        return (long) task * parts + leaf;
    }
}
