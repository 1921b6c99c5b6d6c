package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.CellPlanner;
import org.concurrencybench.reports.plan.PlanReader;
import org.concurrencybench.reports.plan.PlannedExperiment;
import org.concurrencybench.reports.records.ProfileFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileRequestTest {
    private static List<PlannedExperiment> planned(String plan) {
        return new CellPlanner(Catalog.load(ProfileRequestTest.class.getClassLoader()), 2)
                .experiments(PlanReader.read(plan));
    }

    private static String meant(String cell) {
        return meant("quick", cell);
    }

    private static String meant(String plan, String cell) {
        return new ProfileRequest(cell, Optional.empty()).in(planned(plan)).id();
    }

    @Test
    void aCellIsNamedByItsIdOrByWorkloadAndModel() {
        String id = meant("sleep/virtual-threads");
        assertTrue(id.startsWith("sleep[latency=1ms]/virtual-threads["), id);
        assertEquals(id, meant(id));
        String plain = meant("primes/process-pool");
        assertEquals(plain, meant(plain), "the plain one, not one of its sweep");
        assertTrue(meant("primes/process-pool (1 worker)").contains("workers=1"));
    }

    @Test
    void aNameThatIsNoneOrSeveralIsRefusedWithThoseThatThereAre() {
        UsageException none = assertThrows(UsageException.class, () -> meant("sleep/nobody"));
        assertTrue(none.getMessage().contains("no cell 'sleep/nobody'; name one of these"), none::getMessage);
        assertTrue(none.getMessage().contains(meant("sleep/virtual-threads")), none::getMessage);
        UsageException several = assertThrows(UsageException.class, () -> meant("full", "echo/process-pool"));
        assertTrue(several.getMessage().contains("several cells"), several::getMessage);
    }

    @Test
    void recordingsAreNamedAfterTheCellAndFoundNextToThePage(@TempDir Path folder) throws Exception {
        String name = ProfileFiles.name("sleep[latency=1ms]/virtual-threads[cpus=2]", "driver");
        assertEquals("profile-sleep-latency-1ms-virtual-threads-cpus-2-driver.jfr", name);
        assertEquals(List.of(), ProfileFiles.in(folder.resolve("none")));
        Files.createFile(folder.resolve(name));
        Files.createFile(folder.resolve("other.jfr"));
        assertEquals(List.of(name), ProfileFiles.in(folder));
    }
}
