package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * A pipe: two ends, each with the messages that wait for it. The first process that uses an end gets it, once. The end
 * of that process, or its closing, ends it for good.
 */
final class PipeObject extends BrokerObject {
    /** Waiting at one end; further senders are parked. */
    private static final int MOST_MESSAGES = 256;

    private static final long MOST_BYTES = 1 << 20;

    private final End[] ends = {new End(), new End()};

    /** One end. Senders are calls of the other end's process that wait for room here. */
    private static final class End {
        @Nullable
        Party opener;

        @Nullable
        String ended;

        final ArrayDeque<ByteBuffer> messages = new ArrayDeque<>();
        final ArrayDeque<Sender> senders = new ArrayDeque<>();
        final ArrayDeque<Call> receivers = new ArrayDeque<>();
        long bytes;

        boolean hasRoomFor(ByteBuffer message) {
            return messages.isEmpty() || (messages.size() < MOST_MESSAGES && bytes + message.remaining() <= MOST_BYTES);
        }
    }

    private record Sender(Call call, ByteBuffer message) {}

    @Override
    void call(Op op, Call call, ByteBuffer arguments) throws ProtocolViolation {
        long side = number(arguments);
        if (side != 0 && side != 1) {
            throw new ProtocolViolation("a pipe has no end " + side);
        }
        End own = ends[(int) side];
        End other = ends[1 - (int) side];
        if (own.opener == null) {
            own.opener = call.party();
        }
        if (!own.opener.equals(call.party())) {
            call.refuse("this end of the pipe belongs to " + own.opener
                    + ", which used it first: each end is for one process; make another pipe");
            return;
        }
        if (op == Op.PIPE_CLOSE) {
            end(own, other, own.opener + " has closed it");
            call.answer(Answer.ok());
        } else if (own.ended != null) {
            call.answer(closedHere());
        } else {
            use(op, call, own, other, arguments);
        }
    }

    private void use(Op op, Call call, End own, End other, ByteBuffer arguments) throws ProtocolViolation {
        switch (op) {
            case PIPE_OPEN -> call.answer(Answer.ok());
            case PIPE_SEND -> send(call, other, arguments);
            case PIPE_RECEIVE -> receive(call, own, other, number(arguments) != 0);
            default -> throw unknown(op);
        }
    }

    private void send(Call call, End to, ByteBuffer arguments) {
        if (to.ended != null) {
            call.answer(closedThere(to.ended));
            return;
        }
        ByteBuffer message =
                ByteBuffer.allocate(arguments.remaining()).put(arguments).flip();
        Call receiver = to.receivers.poll();
        if (receiver != null) {
            receiver.answer(new Answer(Status.OK, message));
            call.answer(Answer.ok());
        } else if (to.senders.isEmpty() && to.hasRoomFor(message)) {
            add(to, message);
            call.answer(Answer.ok());
        } else {
            to.senders.add(new Sender(call, message));
            call.park(this);
        }
    }

    private static void add(End to, ByteBuffer message) {
        to.messages.add(message);
        to.bytes += message.remaining();
    }

    private void receive(Call call, End own, End other, boolean waits) {
        ByteBuffer message = own.messages.poll();
        if (message != null) {
            own.bytes -= message.remaining();
            call.answer(new Answer(Status.OK, message));
            admit(own);
        } else if (other.ended != null) {
            call.answer(closedThere(other.ended));
        } else if (waits) {
            own.receivers.add(call);
            call.park(this);
        } else {
            call.answer(Status.NOT_NOW);
        }
    }

    private static void admit(End to) {
        Sender next;
        while ((next = to.senders.peek()) != null && to.hasRoomFor(next.message)) {
            to.senders.remove();
            add(to, next.message);
            next.call.answer(Answer.ok());
        }
    }

    /** What waits for this end is dropped; what it has sent stays. */
    private static void end(End own, End other, String reason) {
        if (own.ended != null) {
            return;
        }
        own.ended = reason;
        own.messages.clear();
        own.bytes = 0;
        answerAll(own.receivers, closedHere());
        answerSenders(own.senders, closedThere(reason));
        answerSenders(other.senders, closedHere());
        answerAll(other.receivers, closedThere(reason)); // they wait, so nothing is left for them
    }

    private static void answerAll(ArrayDeque<Call> calls, Answer answer) {
        List<Call> all = new ArrayList<>(calls);
        calls.clear();
        all.forEach(call -> call.answer(answer));
    }

    private static void answerSenders(ArrayDeque<Sender> senders, Answer answer) {
        List<Sender> all = new ArrayList<>(senders);
        senders.clear();
        all.forEach(sender -> sender.call.answer(answer));
    }

    private static Answer closedHere() {
        return Answer.of(Status.CLOSED, "this end of the pipe is closed: this process has closed it");
    }

    private static Answer closedThere(String reason) {
        return Answer.of(Status.CLOSED, "the other end of the pipe is closed: " + reason);
    }

    @Override
    void cancel(Call call) {
        for (End end : ends) {
            if (end.receivers.remove(call) || end.senders.removeIf(sender -> sender.call.equals(call))) {
                call.answer(Status.CANCELLED);
                admit(end);
                return;
            }
        }
    }

    @Override
    void partyGone(Party party) {
        for (End end : ends) {
            end.receivers.removeIf(call -> call.party().equals(party));
            end.senders.removeIf(sender -> sender.call.party().equals(party));
        }
        for (int side = 0; side < ends.length; side++) {
            if (party.equals(ends[side].opener)) {
                end(ends[side], ends[1 - side], party + " has ended");
            }
        }
    }
}
