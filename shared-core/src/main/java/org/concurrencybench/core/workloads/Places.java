package org.concurrencybench.core.workloads;

import java.util.concurrent.Semaphore;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.UsageException;

/**
 * A few places that all tasks of a JVM share, first come, first served. Those of a session take them as threads or as
 * stages, never as both.
 *
 * @param forThreads a permit for each place, for tasks in blocking form
 * @param forStages the same for tasks in asynchronous form
 */
record Places(Semaphore forThreads, AsyncSemaphore forStages) {
    static Places of(int places) {
        return new Places(new Semaphore(places, true), new AsyncSemaphore(places));
    }

    /**
     * The share of one JVM of the places that {@code parameter} says there are in all JVMs together, rounded down.
     *
     * @throws UsageException when that is less than one
     */
    static Places shareOf(Parameter<Integer> parameter, JvmContext jvm) {
        int all = jvm.parameters().get(parameter);
        int share = all / jvm.jvms();
        if (share < 1) {
            throw new UsageException(parameter.name() + " is " + all + ", which cannot be divided among " + jvm.jvms()
                    + " JVMs: set it to " + jvm.jvms() + " or more, or run the tasks in fewer JVMs");
        }
        return of(share);
    }
}
