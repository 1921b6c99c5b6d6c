package org.concurrencybench.core.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArrivalScheduleTest {
    private static final Duration LENGTH = Duration.ofSeconds(100);

    @Test
    void equalSeedsGiveEqualSchedulesAndOthersDoNot() {
        assertEquals(text(1), text(1));
        assertNotEquals(text(1), text(2));
    }

    @Test
    void poissonArrivalsHaveTheRateAndExponentialGaps() {
        ArrivalSchedule schedule = ArrivalSchedule.poisson(1000, LENGTH, 7);
        // 100,000 are meant; five standard deviations of a Poisson number are 1,581.
        assertEquals(100_000, schedule.size(), 1_581);
        long longerThanMean = IntStream.range(1, schedule.size())
                .filter(task -> schedule.due(task) - schedule.due(task - 1) > 1_000_000)
                .count();
        assertEquals(Math.exp(-1), (double) longerThanMean / schedule.size(), 0.008);
        assertAscending(schedule);
    }

    @Test
    void burstsHaveTheSameRateAndArriveTogether() {
        ArrivalSchedule schedule = ArrivalSchedule.bursts(1000, 20, LENGTH, 7);
        assertEquals(0, schedule.size() % 20);
        assertEquals(100_000, schedule.size(), 5 * 20 * Math.sqrt(5000));
        for (int task = 0; task < schedule.size(); task++) {
            assertEquals(schedule.due(task - task % 20), schedule.due(task));
        }
        assertAscending(schedule);
    }

    @Test
    void aLoadIsReadAsItWasWritten() {
        OfferedLoad load = new OfferedLoad(123.456, 20, Duration.ofSeconds(1), LENGTH, Duration.ofMillis(2500), -5);
        assertEquals(load, OfferedLoad.of(load.text()));
        assertThrows(IllegalArgumentException.class, () -> OfferedLoad.of("rate=3"));
        assertThrows(IllegalArgumentException.class, () -> ArrivalSchedule.poisson(0, LENGTH, 1));
        assertThrows(IllegalArgumentException.class, () -> ArrivalSchedule.poisson(1e9, LENGTH, 1));
    }

    private static void assertAscending(ArrivalSchedule schedule) {
        for (int task = 1; task < schedule.size(); task++) {
            assertTrue(schedule.due(task) >= schedule.due(task - 1), "task " + task);
        }
        assertTrue(schedule.due(schedule.size() - 1) < LENGTH.toNanos());
    }

    private static String text(long seed) {
        ArrivalSchedule schedule = ArrivalSchedule.poisson(50, Duration.ofSeconds(2), seed);
        return IntStream.range(0, schedule.size())
                .mapToObj(schedule::due)
                .toList()
                .toString();
    }
}
