package org.concurrencybench.process.internal.broker;

/**
 * One call of a party.
 *
 * @param id its number; 0 for a notice, which has no answer
 */
record Call(Party party, long id) {
    void answer(Answer answer) {
        party.answer(id, answer);
    }

    void answer(Status status) {
        party.answer(id, Answer.of(status));
    }

    void refuse(String why) {
        party.answer(id, Answer.of(Status.REFUSED, why));
    }

    /** Remembers that it waits in {@code where}, so that it can be cancelled. */
    void park(BrokerObject where) {
        party.park(id, where);
    }
}
