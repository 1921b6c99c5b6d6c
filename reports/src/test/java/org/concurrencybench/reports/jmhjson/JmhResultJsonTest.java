package org.concurrencybench.reports.jmhjson;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
    void namesTheMeasuredJvmAndNothingThatLivesAsLongAsATrial() throws Exception {
        RunResults run = new SyntheticRun(3)
                .rounds(2)
                .measured(
                        SyntheticRun.cell("sha256", "sequential", 1, Shape.STEADY),
                        1234.5,
                        Map.of(),
                        Map.of(
                                "java", "25.0.3+9-LTS",
                                "javaVersion", "25.0.3",
                                "vmName", "OpenJDK 64-Bit Server VM",
                                "javaHome", "/opt/jdk-25",
                                "jvmArguments",
                                        "-Xmx1g -XX:SharedArchiveFile=/tmp/a.jsa -Xlog:gc:/tmp/concurrency-bench-run-1/gc"
                                                + " -Dconcurrencybench.trial=/tmp/b -XX:+UseG1GC"))
                .measured(SyntheticRun.cell("sha256", "platform-pool", 2, Shape.STEADY), 900)
                .results();
        SyntheticRun.write(run, folder.resolve(ResultsFile.NAME));
        JmhResultJson.write(folder);
        JsonNode results = JsonMapper.builder().build().readTree(Files.readString(folder.resolve(JmhResultJson.NAME)));
        JsonNode first = results.get(0);
        assertEquals("/opt/jdk-25/bin/java", first.get("jvm").stringValue());
        assertEquals("OpenJDK 64-Bit Server VM", first.get("vmName").stringValue());
        assertEquals("25.0.3+9-LTS", first.get("vmVersion").stringValue());
        assertEquals("25.0.3", first.get("jdkVersion").stringValue());
        assertEquals("[\"-Xmx1g\",\"-XX:+UseG1GC\"]", first.get("jvmArgs").toString());
        // Of records of older versions: what is known.
        assertEquals("java", results.get(1).get("jvm").stringValue());
        assertEquals("Temurin 25+36", results.get(1).get("vmName").stringValue());
        assertEquals("[]", results.get(1).get("jvmArgs").toString());
    }

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
        JsonNode sleep = results.get(1);
        assertEquals("ss", sleep.get("mode").stringValue());
        assertEquals("ns/op", sleep.get("primaryMetric").get("scoreUnit").stringValue());
        double one = run.trials().get(1).iterations().getFirst();
        assertEquals(
                one, sleep.get("primaryMetric").get("rawData").get(0).get(0).asDouble(), one * 1e-6);
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
