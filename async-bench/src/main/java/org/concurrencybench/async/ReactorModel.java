package org.concurrencybench.async;

import java.util.List;
import java.util.Optional;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.model.Refusals;

/**
 * Reactor: each task is a {@code Mono}, as many in flight as the concurrency, on a parallel scheduler with a thread per
 * cpu; waits are {@code Mono.delay}, calls are Reactor Netty's.
 *
 * <p>A workload without an asynchronous form runs on that scheduler if it computes: more than cpus tasks never run at
 * once. If it waits, its tasks run on an elastic scheduler with a thread for each.
 *
 * @implNote Types of Reactor are known to what a session is made of, and not to this class: it is made in every
 *     measured JVM, whatever is measured there.
 */
public final class ReactorModel implements ConcurrencyModel {
    @Override
    public String id() {
        return "reactor";
    }

    @Override
    public ModelFamily family() {
        return ModelFamily.ASYNC;
    }

    @Override
    public String description() {
        return "Reactor flows on a parallel scheduler, one thread per cpu; tasks that block are off-loaded to an elastic one";
    }

    @Override
    public List<String> jvmArguments(int javaVersion) {
        return NettyArguments.all();
    }

    @Override
    public Optional<String> refusal(Workload<?, ?> workload, int javaVersion) {
        return Refusals.fanOut(workload);
    }

    @Override
    public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> configured, Settings settings) {
        Workload<I, O> workload = configured.workload();
        ReactorContext context = new ReactorContext(id(), settings);
        if (workload.hasAsync()) {
            return ReactorSession.ofStages(context, workload, settings.concurrency());
        }
        return workload.waits()
                ? ReactorSession.ofWaiting(id(), context, workload, settings.concurrency())
                : ReactorSession.ofComputing(id(), context, workload, settings.concurrency());
    }
}
