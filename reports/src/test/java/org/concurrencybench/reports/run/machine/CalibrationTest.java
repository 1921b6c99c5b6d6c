package org.concurrencybench.reports.run.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @Test
    void processesTogetherGiveNoMoreThanTheirNumberAndLeaveNothingBehind() throws Exception {
        Set<Long> before = children();
        Calibration calibration = Calibration.measure(JAVA, 2).orElseThrow();
        assertEquals(2, calibration.processes());
        for (double speedUp : new double[] {calibration.dependent(), calibration.independent()}) {
            assertTrue(speedUp > 0.2 && speedUp <= 2, calibration::toString);
        }
        assertEquals(before, children());
    }

    /** Eight processes gain something over one, but not eight times as much where there are fewer processors. */
    @Test
    void processesGainNoMoreThanThereAreProcessors() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        assumeTrue(processors > 1, "one processor");
        Calibration calibration = Calibration.measure(JAVA, 4 * processors).orElseThrow();
        // More processes than processors, and others as well, take turns: what is measured of each then is not of one
        // moment.
        assumeTrue(calibration.lostShare() < 0.2, "others use the processors");
        assertTrue(calibration.dependent() > 1.05 && calibration.dependent() < 3.0 * processors, calibration::toString);
    }

    @Test
    void theTextStartsWithTheLimit() {
        assertEquals(
                "1.98 of 2; 1.31 where each keeps all units of its core busy",
                new Calibration(2, 1.976, 1.312, 0).text());
    }

    @Test
    void whatWasMeasuredWhileOthersUsedTheCpusIsNotTrustedUnlessItIsAll() {
        Calibration disturbed = new Calibration(2, 1.23, 1.1, 0.2);
        assertFalse(disturbed.isTrusted());
        assertEquals(
                "uncertain, as others used 20 % of the machine meanwhile: 1.23 of 2; 1.10 where each keeps all units of its core busy",
                disturbed.text());
        assertTrue(new Calibration(2, 1.23, 1.1, 0.02).isTrusted());
        assertTrue(new Calibration(2, 1.95, 1.1, 0.2).isTrusted());
    }

    @Test
    void oneProcessorOrNoJavaGiveNothing() throws Exception {
        assertEquals(Optional.empty(), Calibration.measure(JAVA, 1));
        assertEquals(Optional.empty(), Calibration.measure(Path.of("no", "java"), 2));
    }

    private static Set<Long> children() {
        return ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
    }
}
