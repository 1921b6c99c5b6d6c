package org.concurrencybench.reports.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.catalog.Catalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class PlanReaderTest {
    static final List<String> BUILT_IN = PlanReader.BUILT_IN;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @FieldSource("BUILT_IN")
    void everyBuiltInPlanIsValidAndAllItsNamesAreKnown(String name) {
        Plan plan = PlanReader.read(name);
        assertEquals(name, plan.name());
        assertFalse(plan.description().isBlank());
        Catalog catalog = Catalog.load(getClass().getClassLoader());
        plan.models().forEach(catalog::model);
        for (Plan.PlannedWorkload workload : plan.workloads()) {
            catalog.workload(workload.id());
            assertFalse(new CellPlanner(catalog, 4).cells(plan, workload).isEmpty(), workload.id());
        }
    }

    @ParameterizedTest
    @FieldSource("BUILT_IN")
    void everyBuiltInPlanFitsASingleCpu(String name) {
        Plan plan = PlanReader.read(name);
        CellPlanner planner = new CellPlanner(Catalog.load(getClass().getClassLoader()), 1);
        plan.workloads()
                .forEach(workload -> assertFalse(planner.cells(plan, workload).isEmpty(), workload.id()));
    }

    @Test
    void aPlanMayStandUnderAPathWithSpacesAndUmlauts() throws Exception {
        Path file = Files.writeString(
                Files.createDirectory(folder.resolve("Meß Gerät")).resolve("mein plan.toml"),
                "[[workloads]]\nid = \"null\"\n");
        Plan plan = PlanReader.read(file.toString());
        assertEquals("nothing", plan.workloads().getFirst().id(), "its name of today");
        assertEquals(Duration.ofMinutes(7), plan.budget());
        assertEquals(0.1, plan.precision(), 1e-12);
    }

    @Test
    void listsOfValuesAreMeasuredInAllCombinations() throws Exception {
        Path file = Files.writeString(folder.resolve("grid.toml"), """
                [[workloads]]
                id = "sha256"
                rounds = 7
                parameters = { size = ["1024", "4096"] }
                """);
        List<Plan.PlannedWorkload> workloads = PlanReader.read(file.toString()).workloads();
        assertEquals(
                List.of("1024", "4096"),
                workloads.stream()
                        .map(workload -> workload.parameters().get("size"))
                        .toList());
        workloads.forEach(workload -> assertEquals(7, workload.rounds()));
    }

    @Test
    void loadsAreReadAsSharesOrRates() throws Exception {
        Path file = Files.writeString(folder.resolve("loads.toml"), """
                models = ["platform-pool", "virtual-threads"]
                [[latency]]
                workload = "sleep"
                rates = ["20%", 150, "300.5"]
                arrivals = "burst"
                timeout = "2s"
                [[capacity]]
                workload = "sleep"
                limit = "50ms"
                """);
        List<PlannedLatency> latencies = PlanReader.read(file.toString()).latencies();
        assertEquals(
                List.of(
                        new Load(0.2, "platform-pool", 0, 20, 1, 10, 2),
                        new Load(0, "", 150, 20, 1, 10, 2),
                        new Load(0, "", 300.5, 20, 1, 10, 2)),
                latencies.get(0).loads());
        assertEquals(
                List.of(Load.seeking(new Target(99, 0.05), 20, 10)),
                latencies.get(1).loads());
        assertEquals(
                "20 % of platform-pool in bursts of 20",
                latencies.get(0).loads().getFirst().words());
    }

    @Test
    void theCellsOfALoadAreItsModelsAtEachRate() {
        Plan plan = PlanReader.read("latency");
        List<PlannedExperiment> experiments =
                new CellPlanner(Catalog.load(getClass().getClassLoader()), 2).experiments(plan);
        assertEquals(1, experiments.size());
        PlannedExperiment experiment = experiments.getFirst();
        assertEquals(4 * plan.models().size(), experiment.cells().size());
        assertEquals(
                experiment.cells().size(),
                experiment.cells().stream().map(Cell::id).distinct().count());
        Cell first = experiment.cells().getFirst();
        assertEquals(List.of(Role.LATENCY), first.roles());
        assertTrue(first.id().endsWith("platform-pool[concurrency=32,cpus=2,load=20%]"), first.id());
        assertEquals(java.util.Set.of("platform-pool"), experiment.references().keySet());
    }

    @Test
    void anUnknownPlanIsRefusedWithTheKnownOnesAndThePathThatWasTried() {
        String message = assertThrows(UsageException.class, () -> PlanReader.read("quik"))
                .getMessage();
        PlanReader.BUILT_IN.forEach(name -> assertTrue(message.contains(name), message));
        assertTrue(message.contains(Path.of("quik").toAbsolutePath().toString()), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "modles = ['a']                                   | modles           | models",
                "[trial]\\nheapp = '1g'                           | heapp            | heap",
                "[[workloads]]\\nid = 'null'\\ntaks = 3           | taks             | tasks",
                "[[workloads]]\\nid = 'null'\\nsweep = { model = 'x', worker = [1] } | worker | workers",
                "[[workloads]]\\nid = 'null'\\nvariants = [{ modell = 'x' }] | modell    | model",
                "[[workloads]]\\nid = 'null'\\nrounds = -1         | rounds           | 1 or more",
                "[[workloads]]\\nid = 'null'\\nparameters = { size = 3 } | parameters | text in quotes",
                "[[workloads]]\\nid = 'null'\\nparameters = { size = [] } | parameters | at least one",
                "[[workloads]]\\ntasks = 3                        | [[workloads]]    | 'id'",
                "[[workloads]]\\nid = 'null'\\nvariants = [{ model = 'x' }] | a variant of null | 'label'",
                "[[workloads]]\\nid = 'null'\\nsweep = { model = 'x' } | sweep of null | 'workers'",
                "[[workloads]]\\nid = 'null'\\nsweep = { workers = [1] } | sweep of null | 'model'",
                "[[workloads]]\\nid = 'null'\\nsweep = { model = 'x', models = ['x'], workers = [1] } | both | models",
                "[[workloads]]\\nid = 'null'\\nsweep = { models = [], workers = [1] } | models of a sweep | empty",
                "min-rounds = 1                                   | measures nothing | [[workloads]]",
                "[[latency]]\\nrates = [1]                         | [[latency]]      | 'workload'",
                "[[latency]]\\nworkload = 'null'                   | rates            | [200, 500]",
                "[[latency]]\\nworkload = 'null'\\nrates = []       | rates            | [200, 500]",
                "[[latency]]\\nworkload = 'null'\\nrates = ['x']    | rates            | [200, 500]",
                "[[latency]]\\nworkload = 'null'\\nrates = ['0%']   | rates            | above 0",
                "[[latency]]\\nworkload = 'null'\\nrates = [5, 5]   | have '5' twice   | rates",
                "[[latency]]\\nworkload = 'null'\\nrates = [5]\\narrivals = 'x' | arrivals | poisson",
                "[[latency]]\\nworkload = 'null'\\nrates = [5]\\nburst = 9      | burst    | arrivals to",
                "[[latency]]\\nworkload = 'null'\\nrates = [5]\\nlength = '0s'  | length   | above 0s",
                "[[latency]]\\nworkload = 'null'\\nrates = [5]\\nrate = 3       | rate     | rates",
                "[[capacity]]\\nworkload = 'null'                  | [[capacity]]     | limit",
                "[[capacity]]\\nworkload = 'null'\\nlimit = '1s'\\npercentile = '50' | percentile | from 51",
                "precision = 10\\n[[workloads]]\\nid = 'null'     | precision        | such as 10%",
                "precision = '0%'\\n[[workloads]]\\nid = 'null'   | precision        | above 0 %",
                "precision = '101%'\\n[[workloads]]\\nid = 'null' | precision        | at most 100 %",
                "budget = 'long'\\n[[workloads]]\\nid = 'null'    | budget           | such as 250ms",
                "budget = '10ms'\\n[[workloads]]\\nid = 'null'    | budget           | 1s or more",
                "min-rounds = 0\\n[[workloads]]\\nid = 'null'     | rounds           | 1 or more",
                "min-rounds = 9\\nmax-rounds = 8\\n[[workloads]]\\nid = 'null' | max-rounds | not below",
                "min-rounds = 'x'\\n[[workloads]]\\nid = 'null'   | 'min-rounds'     | a whole number",
                "models = 'x'\\n[[workloads]]\\nid = 'null'       | 'models'         | a list",
                "trial = 3\\n[[workloads]]\\nid = 'null'          | 'trial'          | a table",
                "[trial]\\niterations = 0                         | trial.iterations | 1 or more",
                "[trial]\\nwarmup = '-1s'                         | trial.warmup     | such as 250ms",
                "[trial]\\nwarmup-iterations = 10                 | warmup-iterations | warmup-limit",
                "[trial]\\niteration = '0ms'                      | trial.iteration  | 1ms or more",
                "[trial]\\niteration = 'x'                        | trial.iteration  | such as 250ms",
                "[trial]\\nheap = '1x'                            | trial.heap       | 768m or 1g",
                "[trial]\\nheap = '99999999999g'                  | trial.heap       | 768m or 1g",
                "[trial]\\ncollector = 'CMS'                      | trial.collector  | G1, Parallel, Serial, Z",
                "[trial]\\nlimit = 'x'                            | trial.limit      | such as 250ms",
                "[[workloads]]\\nid = 'null'\\ntasks = -1         | tasks of null    | 1 or more",
                "[[workloads]]\\nid = 'null'\\ntasks = 'many'     | workloads[0].tasks | a whole number",
                "[[workloads]]\\nid = 'null'\\nvariants = [{ model = 'x', label = 'y', compared = 'si' }] | workloads[0].variants[0].compared | true or false",
                "[[workloads]]\\nid = 'null'\\nsweep = { model = 'x', workers = [0] } | sweep of null | from 1",
                "[[workloads]]\\nid = 'null'\\nsweep = { model = 'x', workers = [] } | sweep of null | from 1",
                "models = []\\n[[workloads]]\\nid = 'null'          | models is empty  | at least one",
                "models = ['a', 'b', 'a']\\n[[workloads]]\\nid = 'null' | models has 'a' twice | once",
                "models = [1, [2]]\\n[[workloads]]\\nid = 'null'    | cannot be read   | Trailing token",
                "[[workloads]]\\nid = 'null'\\nmodels = []          | models of null is empty | at least one",
                "[[workloads]]\\nid = 'null'\\nmodels = ['a', 'a']  | models of null has 'a' twice | once",
                "jvms = []\\n[[workloads]]\\nid = 'null'            | jvms is empty    | at least one",
                "jvms = ['a', 'a']\\n[[workloads]]\\nid = 'null'    | jvms has 'a' twice | once",
                "jvms = 'a'\\n[[workloads]]\\nid = 'null'           | 'jvms'           | a list",
                "[[workloads]]\\nid = ['null']                     | 'workloads[0].id' | a text in quotes",
                "workloads = []                                   | measures nothing | [[workloads]]",
                "workloads = 'null'                               | 'workloads'      | a list",
                "description = ['a']                              | 'description'    | a text in quotes",
                "min-rounds = 5.9\\n[[workloads]]\\nid = 'null'     | 'min-rounds'     | a whole number",
                "min-rounds = -1\\n[[workloads]]\\nid = 'null'      | rounds           | 1 or more",
                "min-rounds = '5'\\n[[workloads]]\\nid = 'null'     | 'min-rounds'     | a whole number",
                "min-rounds = 99999999999\\n[[workloads]]\\nid = 'null' | min-rounds' cannot be read | out of range",
                "max-rounds = 3\\n[[workloads]]\\nid = 'null'       | not 5 to 3       | without min-rounds there are at least 5",
                "budget = '-5m'\\n[[workloads]]\\nid = 'null'       | budget           | such as 250ms",
                "budget = 300\\n[[workloads]]\\nid = 'null'         | budget           | such as 250ms",
                "precision = '-5%'\\n[[workloads]]\\nid = 'null'    | precision        | such as 10%",
                "[trial]\\niterations = 10001                      | trial.iterations | 10000 at most",
                "[trial]\\niterations = 'ten'                      | 'trial.iterations' | a whole number",
                "[trial]\\nwarmup = '9s'\\nwarmup-limit = '8s'      | trial.warmup-limit | not below",
                "[trial]\\nwarmup-limit = '11m'                   | trial.warmup-limit | 600s at most",
                "[trial]\\nheap = '31m'                            | trial.heap       | 32m or more",
                "[trial]\\nheap = '-1g'                            | trial.heap       | 768m or 1g",
                "[trial]\\nlimit = '10ms'                          | trial.limit      | 1s or more",
                "[trial]\\ncollector = 1                           | trial.collector  | G1, Parallel, Serial, Z",
                "[[trial]]\\niterations = 3                        | 'trial'          | a table",
                "[[workloads]]\\nid = 'null'\\ntasks = 1.5          | workloads[0].tasks | a whole number",
                "[[workloads]]\\nid = 'null'\\ntasks = 1000001      | tasks of null    | 1000000 at most",
                "[[workloads]]\\nid = 'null'\\nparameters = 'x=1'   | workloads[0].parameters | a table",
                "[[workloads]]\\nid = 'null'\\nparameters = { x = [1] } | parameters.x of null | a text in quotes",
                "[[workloads]]\\nid = 'null'\\nvariants = { model = 'x' } | workloads[0].variants | a list",
                "[[workloads]]\\nid = 'null'\\nvariants = [{ model = 'x', label = 'y', compared = 1 }] | workloads[0].variants[0].compared | true or false",
                "[[workloads]]\\nid = 'null'\\nvariants = [{ label = 'y' }] | a variant of null | 'model'",
                "[[workloads]]\\nid = 'null'\\nvariants = [{ model = 'x', label = ' ' }] | a variant of null on x | sets it apart",
                "[[workloads]]\\nid = 'null'\\nvariants = [{ model = 'x', label = 'y' }, { model = 'x', label = 'y' }] | the label 'y' of a variant of null on x | sets it apart",
                "[[workloads]]\\nid = 'null'\\nsweep = { workers = [1] } | sweep of null | 'model'",
                "[[workloads]]\\nid = 'null'\\nsweep = { model = 'x', workers = [2, 2] } | sweep of null | each once",
                "[[workloads]]\\nid = 'null'\\nsweep = { model = 'x', workers = 2 } | workloads[0].sweep.workers | a list",
                "[[workloads]]\\nid = 'null'\\nsweep = 3            | workloads[0].sweep | a table",
                "\\n\\nbudget = 10m                                 | cannot be read   | (line 3, column 12: budget = 10m)",
                "id = 'x'\\n[[workloads]]\\nid = 'null'             | unknown key 'id' | workloads",
                "[[workloads]]\\nid = 'null'\\ntaks = 3             | unknown key 'workloads[0].taks' | tasks",
                "models = [                                       | cannot be read   | line 1",
                "models = ['a']\\nmodels = ['b']                  | cannot be read   | Duplicate key (line 2, column ",
            })
    void whatIsWrongIsNamedWithWhatIsAllowed(String toml, String wrong, String allowed) throws Exception {
        Path file = Files.writeString(folder.resolve("wrong.toml"), toml.replace("\\n", "\n"));
        String message = assertThrows(UsageException.class, () -> PlanReader.read(file.toString()))
                .getMessage();
        assertTrue(message.contains(wrong), message);
        assertTrue(message.contains(allowed), message);
    }

    @Test
    void aWorkloadPlannedTwiceWithTheSameParametersIsRefused() throws Exception {
        String twice = "[[workloads]]\nid = 'sleep'\n[[workloads]]\nid = 'sleep'\nparameters = { latency = '%s' }\n";
        CellPlanner planner = new CellPlanner(Catalog.load(getClass().getClassLoader()), 2);
        Plan other = read(twice.formatted("2ms"));
        assertEquals(2, planner.experiments(other).size());
        Plan same = read(twice.formatted("1000us"));
        String message = assertThrows(UsageException.class, () -> planner.experiments(same))
                .getMessage();
        assertTrue(message.contains("sleep[latency=1ms] is planned twice"), message);
    }

    @Test
    void concurrencyIsNamedWithItsPlace() throws Exception {
        CellPlanner planner = new CellPlanner(Catalog.load(getClass().getClassLoader()), 2);
        for (String text : List.of("0", "-1", "1.5", "many", "99999999", "")) {
            Plan plan = read("[[workloads]]\nid = 'sleep'\nconcurrency = '" + text + "'\n");
            String message = assertThrows(UsageException.class, () -> planner.experiments(plan))
                    .getMessage();
            assertTrue(
                    message.contains("concurrency of sleep cannot be '" + text + "': write a whole number"), message);
            Plan variant = read("[[workloads]]\nid = 'sleep'\nvariants = [{ model = 'virtual-threads', label = 'own',"
                    + " concurrency = '" + text + "' }]\n");
            String own = assertThrows(UsageException.class, () -> planner.experiments(variant))
                    .getMessage();
            assertTrue(own.contains("concurrency of the variant 'own' of sleep cannot be '" + text + "'"), own);
        }
    }

    private Plan read(String toml) throws Exception {
        return PlanReader.read(
                Files.writeString(folder.resolve("plan.toml"), toml).toString());
    }

    @Test
    void aTurkishLocaleChangesNothing() throws Exception {
        Path file = Files.writeString(
                folder.resolve("plan.toml"),
                "budget = '90S'\nprecision = '2.5%'\n[trial]\niteration = '20MS'\n[[workloads]]\nid = 'null'\n");
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("tr", "TR"));
            Plan plan = PlanReader.read(file.toString());
            assertEquals(Duration.ofSeconds(90), plan.budget());
            assertEquals(0.025, plan.precision(), 1e-12);
            assertEquals(Duration.ofMillis(20), plan.trial().iteration());
        } finally {
            Locale.setDefault(before);
        }
    }
}
