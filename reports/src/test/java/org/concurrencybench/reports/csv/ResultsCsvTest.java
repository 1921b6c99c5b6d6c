package org.concurrencybench.reports.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.concurrencybench.reports.analysis.RunAnalystTest;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.Test;

class ResultsCsvTest {
    @Test
    void hasOneRowForEachIterationWarmUpIncluded() {
        RunResults run = RunAnalystTest.run()
                .rounds(2)
                .measured(RunAnalystTest.waiting("virtual-threads"), 1e5)
                .results();
        List<String> lines = ResultsCsv.write(run).lines().toList();
        assertEquals(
                "round,cell,workload,model,cpus,concurrency,parameter_size,phase,index,nanos_per_task",
                lines.getFirst());
        assertEquals(1 + 2 * (4 + 8), lines.size());
        double first = run.trials().getFirst().warmup().getFirst();
        assertEquals(
                "1,\"sleep[size=64]/virtual-threads[concurrency=32,cpus=2]\",sleep,virtual-threads,2,32,64,warm-up,1,"
                        + first,
                lines.get(1));
    }

    @Test
    void namesCannotBreakOutOfTheirFieldNorBecomeFormulas() {
        RunResults run = new SyntheticRun(1)
                .rounds(1)
                .measured(RunAnalystTest.waiting("=HYPERLINK(\"x\"),y\nz"), 1e5)
                .results();
        String csv = ResultsCsv.write(run);
        assertTrue(csv.contains(",\"'=HYPERLINK(\"\"x\"\"),y\nz\",2,32,64,warm-up,1,"), csv);
    }
}
