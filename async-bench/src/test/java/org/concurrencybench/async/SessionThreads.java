package org.concurrencybench.async;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The threads that sessions of this family have started since a moment. */
final class SessionThreads {
    private static final List<String> NAMES =
            List.of("completable-future", "event-loop", "reactor", "boundedElastic", "stage-watch");

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    private SessionThreads() {}

    static SessionThreads since() {
        return new SessionThreads();
    }

    private Set<Thread> added() {
        Set<Thread> added = new HashSet<>(Thread.getAllStackTraces().keySet());
        added.removeAll(before);
        added.removeIf(thread -> NAMES.stream().noneMatch(thread.getName()::startsWith));
        return added;
    }

    Set<String> names() {
        return added().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    void assertNone() throws InterruptedException {
        for (Thread last : added()) {
            last.join(Duration.ofSeconds(10)); // an executor has ended a moment before its last thread has
        }
        assertEquals(Set.of(), names());
    }
}
