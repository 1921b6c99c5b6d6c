package org.concurrencybench.core.http;

import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.DiscardingEntityConsumer;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.nio.support.BasicResponseProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Answers each call once the service time has passed since it came in; no thread waits for that. */
final class ScheduledAnswers implements AsyncServerRequestHandler<Message<HttpRequest, Void>> {
    private final ScheduledExecutorService clock;
    private final long serviceNanos;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger mostWaiting = new AtomicInteger();

    ScheduledAnswers(ScheduledExecutorService clock, long serviceNanos) {
        this.clock = clock;
        this.serviceNanos = serviceNanos;
    }

    @Override
    public AsyncRequestConsumer<Message<HttpRequest, Void>> prepare(
            HttpRequest request, @Nullable EntityDetails body, HttpContext context) {
        return body == null
                ? new BasicRequestConsumer<>(() -> null)
                : new BasicRequestConsumer<>(DiscardingEntityConsumer<Void>::new);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for an answer but its caller
    public void handle(Message<HttpRequest, Void> message, ResponseTrigger trigger, HttpContext context)
            throws HttpException, IOException {
        String path = message.getHead().getPath();
        if (path.equals(HttpFixture.MOST_WAITING)) {
            answer(HttpStatus.SC_OK, Integer.toString(mostWaiting.get()), trigger, context);
        } else if (HttpFixture.isKnown(path)) {
            int now = waiting.incrementAndGet();
            mostWaiting.accumulateAndGet(now, Math::max);
            clock.schedule(() -> answerLate(path, trigger, context), serviceNanos, TimeUnit.NANOSECONDS);
        } else {
            answer(HttpStatus.SC_NOT_FOUND, "nothing is at " + path, trigger, context);
        }
    }

    private @Nullable Void answerLate(String path, ResponseTrigger trigger, HttpContext context)
            throws HttpException, IOException {
        waiting.decrementAndGet();
        answer(HttpStatus.SC_OK, HttpFixture.next(path), trigger, context);
        return null;
    }

    private static void answer(int status, String body, ResponseTrigger trigger, HttpContext context)
            throws HttpException, IOException {
        trigger.submitResponse(new BasicResponseProducer(status, body, ContentType.TEXT_PLAIN), context);
    }
}
