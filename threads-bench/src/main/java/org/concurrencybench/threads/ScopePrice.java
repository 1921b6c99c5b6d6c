package org.concurrencybench.threads;

import java.util.Optional;
import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.core.prices.ThreadKind;
import org.concurrencybench.core.prices.TimedOperation;

/** What a structured scope costs that forks one virtual thread, joins and closes. */
public final class ScopePrice {
    private ScopePrice() {}

    /** Why it cannot be measured with a JDK of that feature version; empty where it can. */
    public static Optional<String> refusal(int feature) {
        return StructuredScope.refusal(feature);
    }

    /** Opens, forks, joins and closes scopes, one after the other. */
    public static Operation open() {
        return (TimedOperation) times -> ThreadKind.VIRTUAL.run(() -> {
            Runnable nothing = () -> {};
            for (int i = 0; i < times; i++) {
                try (TaskScope scope = TaskScope.awaitingAll()) {
                    scope.fork(nothing);
                    scope.join();
                }
            }
        });
    }
}
