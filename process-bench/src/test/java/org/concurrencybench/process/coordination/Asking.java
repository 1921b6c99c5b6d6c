package org.concurrencybench.process.coordination;

import java.util.List;

/** Asks one object of each kind for something that never waits. */
final class Asking {
    private Asking() {}

    private interface Question {
        void ask() throws Exception;
    }

    /** Whether each of them says that its owner is gone. */
    static boolean nothingWorks(Shared shared) {
        return answers(shared).stream().allMatch("gone"::equals);
    }

    private static List<String> answers(Shared shared) {
        return List.of(
                answer(() -> shared.lock().tryLock().ifPresent(hold -> {})),
                answer(() -> shared.permits().availablePermits()),
                answer(() -> shared.event().isSet()),
                answer(() -> shared.barrier().waiting()),
                answer(() -> shared.queue().size()),
                answer(() -> shared.number().get()),
                answer(() -> shared.map().get("key")));
    }

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
