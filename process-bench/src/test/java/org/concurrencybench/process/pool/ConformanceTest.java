package org.concurrencybench.process.pool;

import org.junit.jupiter.api.Test;

/** The table of what other pools' tests ask for is complete, and names tests that exist. */
class ConformanceTest {
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

    private static final ConformanceTable TABLE = new ConformanceTable("process-pool-conformance.md", ITEMS);

    @Test
    void everyItemIsRecordedOnce() throws Exception {
        TABLE.assertEveryItemIsRecordedOnce();
    }

    @Test
    void everyVerdictIsOneOfThreeAndSaysWhy() throws Exception {
        TABLE.assertEveryVerdictIsOneOfThreeAndSaysWhy();
    }

    @Test
    void everyNamedTestExists() throws Exception {
        TABLE.assertEveryNamedTestExists();
    }
}
