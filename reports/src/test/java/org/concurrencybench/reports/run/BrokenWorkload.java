package org.concurrencybench.reports.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.RunContext;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/** A workload that goes wrong in the way it is told to; the fixture of everything that the runner must survive. */
public final class BrokenWorkload implements Workload<Integer, Integer> {
    private static final Parameter<String> HOW = Parameter.ofChoice(
            "how",
            "not",
            List.of(
                    "not",
                    "prepare",
                    "set-up",
                    "task",
                    "digest",
                    "tear-down",
                    "hang",
                    "lie",
                    "print",
                    "flood",
                    "exit",
                    "halt",
                    "heap",
                    "heap-kept",
                    "children",
                    "orphans"),
            "what goes wrong");
    private static final String LINE = "x".repeat(1023) + "\n";
    private static final int FLOOD_LINES = 100 << 10;
    private static final int BLOCK = 1 << 20;
    /** An odd number of seconds, by which the processes that are left behind can be told from others. */
    static final String ORPHANS_SLEEP = "86399";

    /** What is never given back. */
    private static final List<byte[]> KEPT = Collections.synchronizedList(new ArrayList<>());

    private final AtomicInteger ran = new AtomicInteger();
    private String how = HOW.defaultValue();

    /** The pilot run, which knows the truth, is no trial: only there everything is well. */
    private static boolean inTrial() {
        return System.getProperty("concurrencybench.trial") != null
                || !System.getProperty("sun.java.command", "").contains("PilotRun");
    }

    @Override
    public String id() {
        return "broken";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(HOW);
    }

    @Override
    public Integer input(int index) {
        return index;
    }

    @Override
    public void prepare(RunContext run) {
        if (run.parameters().get(HOW).equals("prepare")) {
            throw new IllegalStateException("cannot prepare on purpose");
        }
    }

    @Override
    public void open(JvmContext jvm) {
        how = jvm.parameters().get(HOW);
        if (how.equals("set-up") && inTrial()) {
            throw new IllegalStateException("cannot be set up on purpose");
        }
    }

    @Override
    public Integer run(Integer input, TaskContext task) throws Exception {
        int count = ran.incrementAndGet();
        if (!inTrial() || count < 100) {
            return input; // well at first, so that failures come in the middle
        }
        return switch (how) {
            case "task" -> throw new IllegalStateException("a task fails on purpose");
            case "hang" -> {
                while (true) { // deaf to interrupts
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        continue;
                    }
                }
            }
            case "lie" -> count % 20 == 0 ? input + 1 : input;
            case "print" -> {
                System.out.print(LINE);
                System.err.print(LINE);
                yield input;
            }
            case "flood" -> {
                for (int i = 0; count == 100 && i < FLOOD_LINES; i++) {
                    (i % 2 == 0 ? System.out : System.err).print(LINE);
                }
                yield input;
            }
            case "heap" -> fill(new ArrayList<>());
            case "heap-kept" -> fill(KEPT);
            case "halt" -> {
                Runtime.getRuntime().halt(3);
                yield input;
            }
            case "exit" -> {
                System.exit(0);
                yield input;
            }
            case "children" -> {
                if (count == 100) {
                    new ProcessBuilder("sh", "-c", "sleep 600 & sleep 600").start();
                }
                yield input;
            }
            case "orphans" -> {
                if (count == 100) {
                    // The shell leaves at once: its child is soon nobody's.
                    new ProcessBuilder("sh", "-c", "sleep " + ORPHANS_SLEEP + " &")
                            .inheritIO()
                            .start()
                            .waitFor();
                }
                yield input;
            }
            default -> input;
        };
    }

    private static Integer fill(List<byte[]> blocks) {
        while (true) {
            blocks.add(new byte[BLOCK]);
        }
    }

    @Override
    public long digest(Integer output) {
        if (how.equals("digest") && inTrial() && ran.get() > 100) {
            throw new IllegalStateException("a digest fails on purpose");
        }
        return output;
    }

    @Override
    public void close() {
        if (how.equals("tear-down") && inTrial()) {
            throw new IllegalStateException("cannot be torn down on purpose");
        }
    }
}
