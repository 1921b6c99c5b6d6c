package org.concurrencybench.process.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The numbers of begun tasks, from the first that are written to those in mapped memory. */
@Timeout(60)
class ProgressFileTest {
    @TempDir
    Path directory;

    @Test
    void whatWasBegunIsReadAtOnceWhicheverWayItWasWritten() throws Exception {
        Path file = directory.resolve("w.progress");
        ProgressFile progress = ProgressFile.open(file);
        assertEquals(0, ProgressFile.highest(file), "nothing has begun");
        for (long number = 1; number < 3000; number++) {
            progress.begin((int) (number % 3), number);
            assertEquals(number, ProgressFile.highest(file));
        }
    }

    @Test
    void slotsDoNotDisturbEachOther() throws Exception {
        Path file = directory.resolve("w.progress");
        ProgressFile progress = ProgressFile.open(file);
        AtomicLong next = new AtomicLong();
        AtomicLong wrong = new AtomicLong();
        List<Thread> slots = new ArrayList<>();
        for (int slot = 0; slot < 8; slot++) {
            int own = slot;
            slots.add(Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; i < 500; i++) {
                        long number = next.incrementAndGet();
                        progress.begin(own, number);
                        if (ProgressFile.highest(file) < number) {
                            wrong.incrementAndGet();
                        }
                    }
                } catch (Exception e) {
                    wrong.incrementAndGet();
                }
            }));
        }
        for (Thread slot : slots) {
            slot.join();
        }
        assertEquals(0, wrong.get());
        assertEquals(4000, ProgressFile.highest(file));
    }
}
