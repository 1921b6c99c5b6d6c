package org.concurrencybench.process;

import java.util.HashMap;
import java.util.Map;
import org.concurrencybench.core.cost.UsageReporter;
import org.concurrencybench.core.cost.UsageReports;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerContext;

/** Has workers report the usage of their JVMs where this JVM measures. */
final class WorkerUsage {
    private static final String INVITATION = "usage";

    private WorkerUsage() {}

    /** {@code function}, with the invitation to report if there is one. */
    static <I, O> FunctionSpec<I, O> asked(FunctionSpec<I, O> function) {
        return UsageReports.invitation()
                .map(invitation -> {
                    Map<String, String> setup = new HashMap<>(function.setup());
                    setup.put(INVITATION, invitation);
                    return new FunctionSpec<>(
                            function.type(), setup, function.input(), function.output(), function.constants());
                })
                .orElse(function);
    }

    /** Called in a worker: starts reporting where the parent has asked for it. */
    static void reportIfAsked(WorkerContext worker) {
        String invitation = worker.setup().get(INVITATION);
        if (invitation != null) {
            UsageReporter.start(invitation);
        }
    }
}
