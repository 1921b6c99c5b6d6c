package com.example

import java.util.Optional
import kotlinx.coroutines.Dispatchers
import org.concurrencybench.core.api.ConcurrencyModel
import org.concurrencybench.core.api.ConfiguredWorkload
import org.concurrencybench.core.api.FanOut
import org.concurrencybench.core.api.ModelFamily
import org.concurrencybench.core.api.Session
import org.concurrencybench.core.api.Settings
import org.concurrencybench.core.api.UsageException
import org.concurrencybench.core.api.Workload

/**
 * A coroutine for each task.
 *
 * A workload with an asynchronous form runs on a thread for each cpu, with permits where the concurrency is bounded;
 * no thread waits. One without runs its blocking form, which holds a thread: of [Dispatchers.IO] where tasks wait, of
 * [Dispatchers.Default] where they compute.
 */
class Coroutines : ConcurrencyModel {
    override fun id() = "coroutines"

    /** The family decides which benchmark measures it: this one runs asynchronous forms. */
    override fun family() = ModelFamily.ASYNC

    override fun description() = "Kotlin coroutines: one per task, on a thread per cpu"

    override fun refusal(workload: Workload<*, *>, javaVersion: Int): Optional<String> =
        if (!workload.hasAsync() && FanOut::class.java in workload.capabilities()) {
            Optional.of("this example has no fan-out for the parts of a task")
        } else {
            Optional.empty()
        }

    /** @throws UsageException when tasks hold threads and their number is unbounded */
    override fun <I : Any, O : Any> open(workload: ConfiguredWorkload<I, O>, settings: Settings): Session<I, O> {
        val definition = workload.workload()
        if (definition.hasAsync()) {
            return AsyncSession(definition, Dispatchers.Default.limitedParallelism(settings.cpus()), settings)
        }
        if (!definition.waits()) {
            val threads = minOf(settings.cpus(), settings.concurrency())
            return BlockingSession(definition, Dispatchers.Default.limitedParallelism(threads), threads)
        }
        if (settings.isUnbounded) {
            throw UsageException(
                "model '${id()}' cannot run workload '${definition.id()}' with concurrency 'unbounded', since it has" +
                    " no asynchronous form and each of its tasks holds a thread: set the concurrency, such as 200",
            )
        }
        val threads = settings.concurrency()
        return BlockingSession(definition, Dispatchers.IO.limitedParallelism(threads), threads)
    }
}
