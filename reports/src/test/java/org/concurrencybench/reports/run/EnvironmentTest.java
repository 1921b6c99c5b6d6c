package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.run.machine.Environment;
import org.concurrencybench.reports.run.machine.Jvm;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    @Test
    void tellsAllThatDecidesSpeedUnderTheNamesThatComparisonsLookFor() {
        Map<String, String> environment = Environment.describe(List.of(new Jvm("", InProcessRun.JAVA)), 1);
        for (String name : List.of(
                RunHeader.PROCESSOR,
                RunHeader.USABLE_CPUS,
                RunHeader.MEASURED_JDK,
                RunHeader.MEMORY,
                RunHeader.OPERATING_SYSTEM,
                RunHeader.KERNEL,
                RunHeader.GOVERNOR,
                RunHeader.CONTAINER_LIMIT)) {
            assertTrue(environment.containsKey(name), name);
        }
        String jdk = environment.get(RunHeader.MEASURED_JDK);
        assertTrue(jdk.contains(System.getProperty("java.version")), jdk);
    }
}
