package org.concurrencybench.process.internal.broker;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A process that uses the broker's objects, the owner itself among them. Its state is guarded by the broker's lock. */
abstract class Party {
    /** Never given to another one; at most {@link LockWord#MOST_OWNER}. */
    final int number;

    final long pid;
    /** Calls that wait, by their numbers. */
    private final Map<Long, BrokerObject> waiting = new HashMap<>();

    private boolean gone;

    Party(int number, long pid) {
        this.number = number;
        this.pid = pid;
    }

    /** Delivers an answer; never waits. */
    abstract void deliver(long call, Answer answer);

    void park(long call, BrokerObject where) {
        waiting.put(call, where);
    }

    void answer(long call, Answer answer) {
        waiting.remove(call);
        if (call != 0 && !gone) {
            deliver(call, answer);
        }
    }

    /** Where that call waits, or null. */
    @Nullable
    BrokerObject whereWaits(long call) {
        return waiting.get(call);
    }

    boolean isGone() {
        return gone;
    }

    void leave() {
        gone = true;
        waiting.clear();
    }

    @Override
    public String toString() {
        return "process " + pid;
    }
}
