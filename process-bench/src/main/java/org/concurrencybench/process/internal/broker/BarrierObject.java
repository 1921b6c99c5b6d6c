package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * A barrier. It knows a process as one of its parties once that has arrived for the first time; the death of one breaks
 * it, wherever that was.
 */
final class BarrierObject extends BrokerObject {
    private final int parties;
    private final List<Call> arrived = new ArrayList<>();
    private final Set<Party> known = new HashSet<>();
    /** The last one, which runs the action while all others wait. */
    private @Nullable Call acting;

    private @Nullable String broken;

    BarrierObject(int parties) {
        this.parties = parties;
    }

    @Override
    void call(Op op, Call call, ByteBuffer arguments) throws ProtocolViolation {
        switch (op) {
            case BARRIER_AWAIT -> arrive(call, number(arguments) != 0);
            case BARRIER_ACTED -> acted(call, number(arguments) != 0);
            case BARRIER_ABORT -> {
                breakBy("it was aborted by " + call.party());
                call.answer(Answer.ok());
            }
            case BARRIER_RESET -> {
                if (!arrived.isEmpty() || acting != null) {
                    breakBy("it was reset by " + call.party());
                }
                broken = null;
                known.removeIf(Party::isGone);
                call.answer(Answer.ok());
            }
            case BARRIER_STATE -> call.answer(Answer.ok(arrived.size(), broken == null ? 0 : 1));
            default -> throw unknown(op);
        }
    }

    private void arrive(Call call, boolean hasAction) {
        known.add(call.party());
        if (broken != null) {
            call.answer(Answer.of(Status.BROKEN, broken));
        } else if (acting != null) {
            call.refuse("more than the " + parties + " parties of the barrier have arrived");
        } else if (arrived.size() == parties - 1) {
            if (hasAction) {
                acting = call;
                call.answer(Status.ACT);
            } else {
                pass();
                call.answer(Answer.ok(0));
            }
        } else {
            arrived.add(call);
            call.park(this);
        }
    }

    private void acted(Call call, boolean well) {
        if (broken != null) {
            call.answer(Answer.of(Status.BROKEN, broken));
        } else if (acting == null || !acting.party().equals(call.party())) {
            call.refuse("this process is not the one that runs the barrier's action");
        } else if (well) {
            acting = null;
            pass();
            call.answer(Answer.ok(0));
        } else {
            acting = null;
            breakBy("the action failed in " + call.party());
            call.answer(Answer.ok(0));
        }
    }

    /** All go on; as with the JDK's, the first to arrive has the highest number, the last one 0. */
    private void pass() {
        List<Call> passing = List.copyOf(arrived);
        arrived.clear();
        for (int i = 0; i < passing.size(); i++) {
            passing.get(i).answer(Answer.ok(parties - 1 - i));
        }
    }

    private void breakBy(String reason) {
        broken = reason;
        acting = null;
        List<Call> stopped = List.copyOf(arrived);
        arrived.clear();
        stopped.forEach(call -> call.answer(Answer.of(Status.BROKEN, reason)));
    }

    @Override
    void cancel(Call call) {
        if (arrived.remove(call)) {
            call.answer(Status.CANCELLED);
            breakBy(call.party() + " waited no longer");
        }
    }

    @Override
    void partyGone(Party party) {
        arrived.removeIf(call -> call.party().equals(party));
        if (known.remove(party) && broken == null) {
            breakBy(party + " has ended");
        }
    }
}
