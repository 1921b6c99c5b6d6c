package com.example

import java.io.IOException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executor
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.asExecutor
import kotlinx.coroutines.future.future
import kotlinx.coroutines.isActive
import kotlinx.coroutines.time.delay as suspendFor
import org.concurrencybench.core.api.AsyncContext
import org.concurrencybench.core.api.AsyncHttp

/** What the stages of an asynchronous form may ask for. */
internal class StageContext(private val scope: CoroutineScope, dispatcher: CoroutineDispatcher) :
    AsyncContext, AutoCloseable {
    private val executor = dispatcher.asExecutor()
    private val http = lazy { Http(executor) }

    override fun executor(): Executor = executor

    /** By [kotlinx.coroutines.delay], which rounds up to whole milliseconds. */
    @Suppress("UNCHECKED_CAST") // a Void is always null, and Java's types do not say so
    override fun delay(delay: Duration): CompletableFuture<Void> =
        scope.future<Void?> {
            suspendFor(delay)
            null
        } as CompletableFuture<Void>

    override fun isCancelled() = !scope.isActive

    override fun <C : Any> capability(type: Class<C>): C =
        if (type == AsyncHttp::class.java) {
            type.cast(http.value)
        } else {
            throw UnsupportedOperationException("model 'coroutines' offers no ${type.simpleName}; it offers AsyncHttp")
        }

    override fun close() {
        if (http.isInitialized()) {
            http.value.close()
        }
    }
}

/** The JDK's client, which has one thread of its own for all connections; all else runs on the dispatcher. */
private class Http(private val executor: Executor) : AsyncHttp, AutoCloseable {
    private val client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(executor).build()

    override fun get(address: URI): CompletableFuture<ByteArray> =
        client
            .sendAsync(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray())
            .thenApplyAsync(
                { answer ->
                    if (answer.statusCode() != 200) {
                        throw IOException("$address answers with status ${answer.statusCode()}")
                    }
                    answer.body()
                },
                executor,
            )

    /** Ends calls in flight and the client's thread. */
    override fun close() {
        client.shutdownNow()
        client.close()
    }
}
