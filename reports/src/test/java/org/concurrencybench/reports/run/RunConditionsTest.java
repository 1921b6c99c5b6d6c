package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.PilotRecord;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RunConditionsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String EXPERIMENT = "nothing[size=64]";

    @Test
    void equalHeadersDifferInNothing() {
        assertEquals(List.of(), RunConditions.differences(header(), header()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`', // single quotes stand for those of JSON
            value = {
                "precision                        | 0.12    | precision: then 10%, now 12%",
                "precision                        | 0.1001  | precision: then 10%, now 10.01%",
                "minRounds                        | 6       | min-rounds: then 5, now 6",
                "maxRounds                        | 13      | max-rounds: then 12, now 13",
                "seed                             | 43      | seed: then 42, now 43",
                "trial/warmup                     | 'PT4S'  | trial.warmup: then 3s, now 4s",
                "trial/warmupLimit                | 'PT9S'  | trial.warmup-limit: then 8s, now 9s",
                "trial/iterations                 | 3       | trial.iterations: then 14, now 3",
                "trial/iteration                  | 'PT2S'  | trial.iteration: then 100ms, now 2s",
                "trial/heapMegabytes              | 512     | trial.heap: then 1024m, now 512m",
                "trial/collector                  | 'Z'     | trial.collector: then G1, now Z",
                "trial/limit                      | 'PT2S'  | trial.limit: then 30s, now 2s",
                "environment/processor            | 'other' | processor: then Example CPU, 2 cores, now other",
                "environment/cpus usable          | '1'     | cpus usable: then 2, now 1",
                "environment/memory               | '8 GiB' | memory: then 24 GiB, now 8 GiB",
                "environment/measured JDK         | 'other' | measured JDK: then Temurin 25+36, now other",
                "environment/operating system     | 'other' | operating system: then Linux 6.1, now other",
                "environment/kernel               | '7'     | kernel: then not there, now 7",
                "environment/container limit      | '1'     | container limit: then not there, now 1",
                "suite                            | '0.2.0' | version of the suite: then 0.1.0, now 0.2.0",
                "commit                           | 'other' | commit of the suite: then 0123456789abcdef0123456789abcdef01234567, now other",
            })
    void aDifferenceIsToldWithThenAndNow(String path, String value, String told) {
        assertEquals(List.of(told), RunConditions.differences(header(), with(path, value.replace('\'', '"'))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`', // single quotes stand for those of JSON
            value = {
                "budgetSeconds                       | 1200",
                "plan                                | 'elsewhere/quick.toml'",
                "command                             | 'other'",
                "startedAt                           | 'other'",
                "environment/load at the start       | '3.0'",
                "environment/memory free at the start | '1 GiB'",
            })
    void whatMayDifferIsNoDifference(String path, String value) {
        assertEquals(List.of(), RunConditions.differences(header(), with(path, value.replace('\'', '"'))));
    }

    @Test
    void cellsTheirRolesBatchesAndJarsAreCompared() {
        RunHeader then = header();
        String cell = then.cells().getFirst().id();
        assertEquals(
                List.of(cell + ": then compared, now beside 'other'"),
                RunConditions.differences(
                        then,
                        with(
                                "cells/0",
                                JSON.writeValueAsString(cell(then))
                                        .replace("\"COMPARED\"", "\"BESIDE\"")
                                        .replace("\"label\":\"\"", "\"label\":\"other\""))));
        assertEquals(
                List.of("tasks of " + EXPERIMENT + ": then as many as a pilot finds, now 7"),
                RunConditions.differences(
                        then, with("pilots/0", JSON.writeValueAsString(new PilotRecord(EXPERIMENT, 0, 7, true)))));
        assertEquals(
                List.of("jar a.jar: then not there, now SHA-256 0123456789abcdef…"),
                RunConditions.differences(
                        then,
                        with(
                                "jars",
                                JSON.writeValueAsString(
                                        List.of(Map.of("name", "a.jar", "sha256", "0123456789abcdef0123"))))));
    }

    private static Object cell(RunHeader header) {
        return header.cells().getFirst();
    }

    private static RunHeader header() {
        RunHeader header = new SyntheticRun(1)
                .measured(SyntheticRun.cell("nothing", "sequential", 1, Shape.STEADY), 100)
                .results()
                .header();
        return header.prepared(
                header.cells(), header.leftOut(), List.of(new PilotRecord(EXPERIMENT, 12.5, 256, false)), Map.of());
    }

    /** The header with the value at a path in its JSON replaced. */
    private static RunHeader with(String path, String value) {
        ObjectNode root = JSON.valueToTree(header());
        String[] steps = path.split("/");
        var parent = root.at(path.contains("/") ? "/" + steps[0] : "");
        if (parent instanceof ObjectNode object) {
            object.set(steps[steps.length - 1], JSON.readTree(value));
        } else {
            ((tools.jackson.databind.node.ArrayNode) parent).set(Integer.parseInt(steps[1]), JSON.readTree(value));
        }
        return JSON.treeToValue(root, RunHeader.class);
    }
}
