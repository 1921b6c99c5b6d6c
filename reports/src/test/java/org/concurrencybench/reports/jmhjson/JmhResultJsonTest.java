package org.concurrencybench.reports.jmhjson;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.Line;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticRun;
import org.concurrencybench.reports.records.TrialRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JmhResultJsonTest {
    @TempDir
    private Path folder;

    @Test
    void everyMeasuredCellIsABenchmarkAndEveryTrialAForkWithItsIterations() throws Exception {
        RunResults run = new SyntheticRun(3)
                .rounds(6)
                .measured(SyntheticRun.cell("sha256", "sequential", 1, Shape.STEADY), 1234.5)
                .measured(SyntheticRun.cell("sleep", "virtual-threads", 32, Shape.MAKESPAN), 5e6)
                .failing(
                        SyntheticRun.cell("sha256", "platform-pool", 2, Shape.STEADY),
                        900,
                        Failure.Kind.TASK,
                        "broken",
                        1)
                .results();
        try (ResultsFile file = ResultsFile.create(folder.resolve(ResultsFile.NAME))) {
            file.append(run.header());
            for (Line trial : run.trials()) {
                file.append(trial);
            }
        }
        JmhResultJson.write(folder);

        JsonNode results = JsonMapper.builder().build().readTree(Files.readString(folder.resolve(JmhResultJson.NAME)));
        assertEquals(2, results.size());
        JsonNode sha = results.get(0);
        assertEquals(
                "org.concurrencybench.sha256.sequential", sha.get("benchmark").stringValue());
        assertEquals("avgt", sha.get("mode").stringValue());
        assertEquals(6, sha.get("forks").asInt());
        JsonNode metric = sha.get("primaryMetric");
        assertEquals("ns/op", metric.get("scoreUnit").stringValue());
        assertEquals(6, metric.get("rawData").size());
        TrialRecord first = run.trials().getFirst();
        for (int i = 0; i < first.iterations().size(); i++) {
            assertEquals(
                    first.iterations().get(i),
                    metric.get("rawData").get(0).get(i).asDouble(),
                    first.iterations().get(i) * 1e-6);
        }
    }
}
