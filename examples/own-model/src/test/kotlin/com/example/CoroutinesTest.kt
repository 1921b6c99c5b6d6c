package com.example

import com.sun.net.httpserver.HttpServer
import java.net.InetSocketAddress
import java.net.URI
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.CountDownLatch
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import org.concurrencybench.core.api.AsyncContext
import org.concurrencybench.core.api.AsyncHttp
import org.concurrencybench.core.api.ConfiguredWorkload
import org.concurrencybench.core.api.FanOut
import org.concurrencybench.core.api.Session
import org.concurrencybench.core.api.Settings
import org.concurrencybench.core.api.Task
import org.concurrencybench.core.api.TaskContext
import org.concurrencybench.core.api.UsageException
import org.concurrencybench.core.api.Values
import org.concurrencybench.core.api.Workload
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class CoroutinesTest {
    @Test
    fun everyTaskGivesItsOwnOutputInBothForms() {
        val chains = Chains { index, async -> async.delay(Duration.ofMillis(1)).thenApply { index } }
        for (workload in listOf(chains, Blocking(waits = true) {}, Blocking(waits = false) {})) {
            open(workload, cpus = 2, concurrency = 3).use { session ->
                assertEquals((0 until 50).toList(), session.submit(50).map { it.get(60, TimeUnit.SECONDS) })
            }
        }
    }

    @Test
    fun noMoreTasksAreInFlightThanTheConcurrencyAllows() {
        val inFlight = AtomicInteger()
        val most = AtomicInteger()
        fun begin() = most.accumulateAndGet(inFlight.incrementAndGet(), Math::max)
        val chains = Chains { index, async ->
            begin()
            async.delay(Duration.ofMillis(2)).thenApply { inFlight.decrementAndGet().let { index } }
        }
        val blocking = Blocking(waits = true) {
            begin()
            Thread.sleep(2)
            inFlight.decrementAndGet()
        }
        for (workload in listOf(chains, blocking)) {
            most.set(0)
            open(workload, cpus = 2, concurrency = 3).use { session -> session.submit(60).forEach { it.get() } }
            assertTrue(most.get() in 1..3, "$most tasks of ${workload.id()} were in flight")
        }
    }

    @Test
    fun unboundedChainsAllWaitAtOnce() {
        val all = CountDownLatch(200)
        val chains = Chains { index, async ->
            all.countDown()
            CompletableFuture.supplyAsync({ all.await().let { index } }) { Thread.ofVirtual().start(it) }
        }
        open(chains, cpus = 2, concurrency = Settings.UNBOUNDED).use { session ->
            session.submit(200).forEach { it.get(60, TimeUnit.SECONDS) }
        }
    }

    @Test
    fun aFailingTaskFailsAloneWithItsCause() {
        val planned = IllegalStateException("as planned")
        val workloads = listOf(
            Chains { index, async ->
                async.delay(Duration.ofMillis(1)).thenApply { if (index == 1) throw planned else index }
            },
            Blocking(waits = true) { index -> if (index == 1) throw planned },
        )
        for (workload in workloads) {
            open(workload, cpus = 2, concurrency = 4).use { session ->
                val outputs = session.submit(3)
                assertEquals(0, outputs[0].get())
                // With assertions on, coroutines throw a copy that has both stacks.
                val failure = assertThrows(ExecutionException::class.java) { outputs[1].get() }
                assertEquals(planned.toString(), failure.cause.toString())
                assertEquals(2, outputs[2].get())
            }
        }
    }

    @Test
    fun closingCompletesEveryTask() {
        val begun = CountDownLatch(2)
        val chains = Chains { index, async ->
            begun.countDown()
            async.delay(Duration.ofHours(1)).thenApply { index }
        }
        val blocking = Blocking(waits = true) {
            begun.countDown()
            Thread.sleep(Duration.ofHours(1))
        }
        for (workload in listOf(chains, blocking)) {
            val session = open(workload, cpus = 2, concurrency = 2)
            val outputs = session.submit(10)
            assertTrue(begun.await(60, TimeUnit.SECONDS))
            session.close()
            assertTrue(outputs.all { it.isCompletedExceptionally }, workload.id())
        }
    }

    @Test
    fun chainsReachAServerAndAnAnswerOfAnotherStatusFails() {
        val server = HttpServer.create(InetSocketAddress("127.0.0.1", 0), 0)
        server.createContext("/") { exchange ->
            val status = if (exchange.requestURI.path == "/1") 503 else 200
            exchange.sendResponseHeaders(status, 2)
            exchange.responseBody.use { it.write("ok".toByteArray()) }
        }
        server.start()
        try {
            val chains = Chains { index, async ->
                async.capability(AsyncHttp::class.java)
                    .get(URI("http://127.0.0.1:${server.address.port}/$index"))
                    .thenApply { body -> body.size }
            }
            open(chains, cpus = 2, concurrency = 2).use { session ->
                val outputs = session.submit(3)
                assertEquals(2, outputs[0].get())
                val failure = assertThrows(ExecutionException::class.java) { outputs[1].get() }
                assertTrue(failure.cause.toString().contains("/1 answers with status 503"), failure.cause.toString())
                assertEquals(2, outputs[2].get())
            }
        } finally {
            server.stop(0)
        }
    }

    @Test
    fun whatItCannotRunIsRefusedWithTheReason() {
        val fansOut = object : Blocking(true, {}) {
            override fun capabilities(): List<Class<*>> = listOf(FanOut::class.java)
        }
        assertTrue(Coroutines().refusal(fansOut, 21).get().contains("no fan-out"))
        assertTrue(Coroutines().refusal(Blocking(waits = true) {}, 21).isEmpty)
        val unbounded = assertThrows(UsageException::class.java) {
            open(Blocking(waits = true) {}, cpus = 2, concurrency = Settings.UNBOUNDED)
        }
        assertTrue(unbounded.message!!.contains("set the concurrency"), unbounded.message)
    }

    private fun open(workload: Workload<Int, Int>, cpus: Int, concurrency: Int): Session<Int, Int> {
        val none = Values.of("none", listOf(), mapOf())
        return Coroutines().open(ConfiguredWorkload(workload, none, mapOf()), Settings(cpus, concurrency, none))
    }

    private fun Session<Int, Int>.submit(tasks: Int): List<CompletableFuture<Int>> =
        (0 until tasks).map { index ->
            val output = CompletableFuture<Int>()
            submit(
                object : Task<Int, Int> {
                    override fun input() = index

                    override fun succeeded(result: Int, busyNanos: Long) {
                        output.complete(result)
                    }

                    override fun failed(cause: Throwable) {
                        output.completeExceptionally(cause)
                    }
                },
            )
            output
        }

    private class Chains(val start: (Int, AsyncContext) -> CompletionStage<Int>) : Workload<Int, Int> {
        override fun id() = "chains"

        override fun input(index: Int) = index

        override fun run(input: Int, task: TaskContext): Int =
            throw AssertionError("the asynchronous form is to be run")

        override fun hasAsync() = true

        override fun runAsync(input: Int, async: AsyncContext) = start(input, async)

        override fun digest(output: Int) = output.toLong()
    }

    private open class Blocking(val waits: Boolean, val action: (Int) -> Unit) : Workload<Int, Int> {
        override fun id() = "blocking"

        override fun waits() = waits

        override fun input(index: Int) = index

        override fun run(input: Int, task: TaskContext): Int {
            action(input)
            return input
        }

        override fun digest(output: Int) = output.toLong()
    }
}
