package org.concurrencybench.reports.run;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/** Each task waits once while a class is initialized, which holds the carrier of a virtual thread on every JDK. */
public final class PinningWorkload implements Workload<Integer, Integer> {
    /** Defined anew, and so initialized, by each task. */
    static final class Waits {
        static {
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private Waits() {}
    }

    private static final byte[] BYTES = bytes();

    private static byte[] bytes() {
        try (InputStream in = PinningWorkload.class.getResourceAsStream("PinningWorkload$Waits.class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String id() {
        return "pins";
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public Integer input(int index) {
        return index;
    }

    @Override
    public Integer run(Integer input, TaskContext task) throws IllegalAccessException {
        MethodHandles.lookup().defineHiddenClass(BYTES, true);
        return input;
    }

    @Override
    public long digest(Integer output) {
        return output;
    }
}
