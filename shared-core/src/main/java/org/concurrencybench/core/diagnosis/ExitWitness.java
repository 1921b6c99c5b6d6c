package org.concurrencybench.core.diagnosis;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Sees who calls {@code System.exit} in a JVM that should go on. Where {@code Runtime.halt} is called nobody sees it.
 *
 * @implNote While shutdown hooks run, the thread that called exit waits for them: its stack tells the place. Looking
 *     costs time only in a JVM that ends before its time.
 */
public final class ExitWitness {
    /** How the line begins that {@code tell} hears first; the place follows. */
    public static final String SEEN = "System.exit was called at ";

    private static final List<String> EXITS = List.of("java.lang.System.exit(", "java.lang.Runtime.exit(");

    private final AtomicBoolean over = new AtomicBoolean();

    private ExitWitness() {}

    /** From now on {@code tell} hears where exit was called, unless it is over by then. */
    public static ExitWitness watch(Consumer<String> tell) {
        ExitWitness witness = new ExitWitness();
        Thread hook = Thread.ofPlatform().name("exit-witness").unstarted(() -> witness.look(tell));
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // this JVM is ending already: whoever ends it does so before there is anything to watch
        }
        return witness;
    }

    /** This JVM may end now. */
    public void over() {
        over.set(true);
    }

    private void look(Consumer<String> tell) {
        if (!over.get()) {
            for (ThreadDump.Stack stack : ThreadDump.with(ExitWitness::isExit)) {
                stack.own().ifPresent(own -> tell.accept(SEEN + own + "\n" + stack.text()));
            }
        }
    }

    private static boolean isExit(String frame) {
        return EXITS.stream().anyMatch(frame::startsWith);
    }
}
