package org.concurrencybench.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of what other pools' tests ask for is complete, and names tests that exist. */
class ConformanceTest {
    private static final Path TABLE = Path.of("..", "docs", "process-pool-conformance.md");
    private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");

    private static final String ITEMS = """
            test_submit test_map test_map_exception test_map_timeout test_map_buffersize_value_validation
            test_no_stale_references test_max_workers_negative test_killed_child test_map_chunksize test_traceback
            test_traceback_when_child_process_terminates_abruptly test_saturation test_idle_process_reuse_one
            test_max_tasks_per_child test_max_tasks_per_child_pending_tasks_gh115634 test_max_tasks_early_shutdown
            test_failed_worker_replacement_breaks_pool test_force_shutdown_workers InitializerMixin.test_initializer
            FailingInitializerMixin.test_initializer test_error_at_task_pickle test_error_at_task_unpickle
            test_crash_during_func_exec_on_worker test_exit_during_func_exec_on_worker
            test_error_during_result_pickle_on_worker test_crash_during_result_pickle_on_worker
            test_error_during_result_unpickle_in_result_handler test_shutdown_deadlock test_crash_big_data
            test_run_after_shutdown test_interpreter_shutdown test_hang_issue12364 test_cancel_futures test_hang_gh94440
            test_shutdown_no_wait test_imap_unordered test_map_no_failfast test_unpickleable_result
            test_pool_worker_lifetime_early_close test_parent_process test_forkserver_without_auth_fails
            test_shared_memory_cleaned_after_process_termination test_crash_races test_sigkill_shutdown_leaks_workers
            test_worker_timeout test_memory_leak_protection test_shutdown_kill test_crashes
            """;

    private record Row(String item, String verdict, String why, String tests) {}

    private static List<Row> rows() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(TABLE)) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 6 && cells[1].strip().startsWith("`")) {
                rows.add(new Row(
                        cells[1].strip().replace("`", ""), cells[2].strip(), cells[3].strip(), cells[4].strip()));
            }
        }
        return rows;
    }

    @Test
    void everyItemIsRecordedOnce() throws Exception {
        List<String> expected = Arrays.stream(ITEMS.split("\\s+")).sorted().toList();
        assertEquals(expected, rows().stream().map(Row::item).sorted().toList());
    }

    @Test
    void everyVerdictIsOneOfThreeAndSaysWhy() throws Exception {
        for (Row row : rows()) {
            assertTrue(Set.of("same", "stricter", "not applicable").contains(row.verdict()), row.toString());
            assertTrue(row.verdict().equals("same") || !row.why().isEmpty(), row.toString());
        }
    }

    @Test
    void everyNamedTestExists() throws Exception {
        for (Row row : rows()) {
            Matcher test = TEST.matcher(row.tests());
            int named = 0;
            while (test.find()) {
                Class<?> type = Class.forName(getClass().getPackageName() + "." + test.group(1));
                Method method = findTest(type, test.group(2));
                assertTrue(method.isAnnotationPresent(Test.class), row.toString());
                named++;
            }
            assertTrue(named > 0, "no test is named: " + row);
        }
    }

    private static Method findTest(Class<?> type, String name) throws NoSuchMethodException {
        for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                if (method.getName().equals(name)) {
                    return method;
                }
            }
        }
        throw new NoSuchMethodException(
                type.getSimpleName() + "." + name + " is named in the table and does not exist");
    }
}
