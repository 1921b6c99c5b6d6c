package org.concurrencybench.process.coordination;

import java.util.List;

/** Asks one object of each kind for something that never waits. */
final class Asking {
    private Asking() {}

    private interface Question {
        void ask() throws Exception;
    }

    /** "gone" for each kind of object whose owner is gone, in the order of {@link Shared}, or what else went wrong. */
    static List<String> everything(Shared shared) {
        return List.of(
                answer(() -> shared.lock().tryLock().ifPresent(hold -> {})),
                answer(() -> shared.permits().availablePermits()),
                answer(() -> shared.event().isSet()),
                answer(() -> shared.barrier().waiting()),
                answer(() -> shared.queue().size()),
                answer(() -> shared.number().get()),
                answer(() -> shared.map().get("key")));
    }

    /** What {@link #everything} says when no owner is left. */
    static final String NOTHING_WORKS = "[gone, gone, gone, gone, gone, gone, gone]";

    private static String answer(Question question) {
        try {
            question.ask();
            return "works";
        } catch (OwnerGoneException e) {
            return "gone";
        } catch (Exception e) {
            return e.toString();
        }
    }
}
