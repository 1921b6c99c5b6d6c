package org.concurrencybench.process.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A throwable of another JVM. No class of it is loaded here.
 *
 * @param className the name of its class
 * @param message its message
 * @param frames its stack trace, the newest call first; cut where it is very long
 * @param cause what caused it
 * @param suppressed what it suppressed
 */
public record ThrowableData(
        String className,
        @Nullable String message,
        List<StackTraceElement> frames,
        @Nullable ThrowableData cause,
        List<ThrowableData> suppressed) {
    public ThrowableData {
        frames = List.copyOf(frames);
        suppressed = List.copyOf(suppressed);
    }

    /** Class and message, as {@link Throwable#toString} would give them. */
    public String summary() {
        return message == null ? className : className + ": " + message;
    }

    /** For the library itself. A throwable of this JVM that prints like the other one. */
    public Throwable standIn() {
        Throwable standIn = new StandIn(this);
        for (ThrowableData other : suppressed) {
            standIn.addSuppressed(other.standIn());
        }
        return standIn;
    }

    private static final class StandIn extends Throwable {
        private final String text;

        StandIn(ThrowableData data) {
            super(data.message(), data.cause() == null ? null : data.cause().standIn());
            this.text = data.summary();
            setStackTrace(data.frames().toArray(StackTraceElement[]::new));
        }

        @Override
        @SuppressWarnings("OverrideThrowableToString") // it must print under the other class's name
        public String toString() {
            return text;
        }
    }
}
