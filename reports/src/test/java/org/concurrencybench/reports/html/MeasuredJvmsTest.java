package org.concurrencybench.reports.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.concurrencybench.reports.records.TrialRecord;
import org.junit.jupiter.api.Test;

class MeasuredJvmsTest {
    private static TrialRecord trial(int round, Map<String, String> facts) {
        return new TrialRecord(
                round, 1, "cell", "2026-11-23T00:00:00Z", 1, 1, null, List.of(), List.of(1.0), Map.of(), facts);
    }

    @Test
    void whatIsAnotherInEveryTrialIsLeftOut() {
        List<TrialRecord> trials = List.of(
                trial(
                        1,
                        Map.of(
                                "collector", "G1",
                                "asked.collector", "G1",
                                "pid", "17",
                                "digestNanosPerTask", "1.5",
                                "jvmArguments", "-Xmx1g -Dconcurrencybench.trial=/tmp/a/r1-1 -XX:+UseG1GC")),
                trial(
                        2,
                        Map.of(
                                "collector", "Serial",
                                "pid", "18",
                                "startMillis", "2.5",
                                "jvmArguments",
                                        "-Xmx1g -Dconcurrencybench.trial=/tmp/a/r2-1 -XX:+UseG1GC"
                                                + " -XX:CompileCommandFile=/tmp/jmh1")));
        assertEquals(
                Map.of("collector", Set.of("G1", "Serial"), "jvmArguments", Set.of("-Xmx1g -XX:+UseG1GC")),
                MeasuredJvms.facts(trials));
    }
}
