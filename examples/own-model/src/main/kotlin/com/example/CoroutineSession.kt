package com.example

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.future.await
import kotlinx.coroutines.job
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.runInterruptible
import kotlinx.coroutines.sync.Semaphore
import kotlinx.coroutines.sync.withPermit
import org.concurrencybench.core.api.Session
import org.concurrencybench.core.api.Settings
import org.concurrencybench.core.api.Task
import org.concurrencybench.core.api.Workload
import org.concurrencybench.core.model.BlockingTaskContext

/** Starts a coroutine for each task; what it does there is the subclasses'. */
internal abstract class CoroutineSession<I : Any, O : Any>(dispatcher: CoroutineDispatcher) : Session<I, O> {
    // One task that fails must not cancel the others.
    protected val scope = CoroutineScope(SupervisorJob() + dispatcher)

    protected abstract suspend fun run(input: I): Timed<O>

    @OptIn(ExperimentalCoroutinesApi::class) // getCompleted: the output is there when this is called
    override fun submit(task: Task<I, O>) {
        val running = scope.async { run(task.input()) }
        // Called exactly once for every coroutine, even for one that was cancelled before it began.
        running.invokeOnCompletion { failure ->
            if (failure == null) {
                val done = running.getCompleted()
                task.succeeded(done.output, done.nanos)
            } else {
                task.failed(failure)
            }
        }
    }

    /** Cancels what runs and waits until all of it has ended. The dispatchers' threads are the JVM's. */
    override fun close() = runBlocking { scope.coroutineContext.job.cancelAndJoin() }

    protected class Timed<O>(val output: O, val nanos: Long)

    protected inline fun <O> timed(block: () -> O): Timed<O> {
        val start = System.nanoTime()
        val output = block()
        return Timed(output, System.nanoTime() - start)
    }
}

/** Awaits the stages of the asynchronous form. */
internal class AsyncSession<I : Any, O : Any>(
    private val workload: Workload<I, O>,
    dispatcher: CoroutineDispatcher,
    settings: Settings,
) : CoroutineSession<I, O>(dispatcher) {
    private val permits = if (settings.isUnbounded) null else Semaphore(settings.concurrency())
    private val context = StageContext(scope, dispatcher)

    override suspend fun run(input: I): Timed<O> =
        if (permits == null) stages(input) else permits.withPermit { stages(input) }

    private suspend fun stages(input: I) = timed { workload.runAsync(input, context).await() }

    override fun close() {
        super.close()
        context.close()
    }
}

/** Runs the blocking form; the dispatcher bounds the tasks in flight. */
internal class BlockingSession<I : Any, O : Any>(
    private val workload: Workload<I, O>,
    dispatcher: CoroutineDispatcher,
    threads: Int,
) : CoroutineSession<I, O>(dispatcher) {
    private val context = BlockingTaskContext("coroutines", threads)

    override suspend fun run(input: I): Timed<O> = timed { runInterruptible { workload.run(input, context) } }

    override fun close() {
        context.cancel()
        super.close()
        context.close()
    }
}
