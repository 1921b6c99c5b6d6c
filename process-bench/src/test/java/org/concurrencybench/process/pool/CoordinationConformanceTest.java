package org.concurrencybench.process.pool;

import org.junit.jupiter.api.Test;

/** The table of what Python's tests of coordination ask for is complete, and names tests that exist. */
class CoordinationConformanceTest {
    private static final String ITEMS = """
            _TestQueue.test_put _TestQueue.test_get _TestQueue.test_fork _TestQueue.test_qsize
            _TestQueue.test_task_done _TestQueue.test_no_import_lock_contention _TestQueue.test_timeout
            _TestQueue.test_queue_feeder_donot_stop_onexc _TestQueue.test_queue_feeder_on_queue_feeder_error
            _TestQueue.test_closed_queue_empty_exceptions _TestQueue.test_closed_queue_put_get_exceptions
            TestSimpleQueue.test_empty_exceptions TestSimpleQueue.test_empty TestSimpleQueue.test_close
            TestSimpleQueue.test_closed _TestContainers.test_nested_queue
            TestStdinBadfiledescriptor.test_queue_in_process gh-73983 gh-91594 gh-87971 queue.Queue.shutdown
            _TestLock.test_lock _TestLock.test_rlock _TestLock.test_lock_context
            _TestLock.test_lock_locked_2processes _TestSemaphore.test_semaphore
            _TestSemaphore.test_bounded_semaphore _TestSemaphore.test_timeout gh-88304 _TestCondition.test_notify
            _TestCondition.test_notify_all _TestCondition.test_notify_n _TestCondition.test_timeout
            _TestCondition.test_waitfor _TestCondition.test_waitfor_timeout _TestCondition.test_wait_result gh-75158
            _TestEvent.test_event _TestBarrier.test_barrier _TestBarrier.test_barrier_10
            _TestBarrier.test_wait_return _TestBarrier.test_action _TestBarrier.test_abort _TestBarrier.test_reset
            _TestBarrier.test_abort_and_reset _TestBarrier.test_timeout _TestBarrier.test_default_timeout
            _TestBarrier.test_single_thread _TestBarrier.test_thousand gh-123899 _TestValue.test_value
            _TestValue.test_rawvalue _TestValue.test_getobj_getlock _TestArray.test_array _TestArray.test_rawarray
            _TestArray.test_array_from_size _TestArray.test_getobj_getlock_obj _TestSharedCTypes.test_sharedctypes
            _TestSharedCTypes.test_synchronize _TestSharedCTypes.test_copy _TestHeap.test_heap
            _TestHeap.test_free_from_gc _TestSharedMemory.test_shared_memory_basics
            _TestSharedMemory.test_invalid_shared_memory_creation _TestSharedMemory.test_shared_memory_recreate
            _TestSharedMemory.test_shared_memory_pickle_unpickle
            _TestSharedMemory.test_shared_memory_across_processes
            _TestSharedMemory.test_shared_memory_SharedMemoryServer_ignores_sigint
            _TestSharedMemory.test_shared_memory_SharedMemoryManager_basics
            _TestSharedMemory.test_shared_memory_ShareableList_basics
            _TestSharedMemory.test_shared_memory_cleaned_after_process_termination
            _TestSharedMemory.test_shared_memory_untracking _TestSharedMemory.test_shared_memory_tracking
            TestResourceTracker.test_resource_tracker_sigint TestResourceTracker.test_resource_tracker_sigterm
            TestResourceTracker.test_resource_tracker_sigkill _TestConnection.test_connection
            _TestConnection.test_duplex_false _TestConnection.test_spawn_close _TestConnection.test_sendbytes
            _TestConnection.test_fd_transfer _TestConnection.test_context _TestPicklingConnections.test_pickling
            _TestPicklingConnections.test_access _TestListener.test_multiple_bind _TestListener.test_context
            _TestListener.test_abstract_socket _TestListener.test_empty_authkey
            _TestListenerClient.test_listener_client _TestListenerClient.test_issue14725
            _TestListenerClient.test_issue16955 _TestPoll.test_empty_string _TestPoll.test_strings
            _TestPoll.test_boundaries _TestPoll.test_dont_merge TestWait.test_wait TestWait.test_wait_socket
            TestWait.test_wait_timeout TestWait.test_wait_integer TestWait.test_neg_timeout
            OtherTest.test_deliver_challenge_auth_failure OtherTest.test_answer_challenge_auth_failure
            ChallengeResponseTest.test_challengeresponse _TestContainers.test_list _TestContainers.test_list_iter
            _TestContainers.test_list_proxy_in_list _TestContainers.test_dict _TestContainers.test_dict_iter
            _TestContainers.test_dict_proxy_nested _TestContainers.test_namespace _TestMyManager.test_mymanager
            _TestMyManager.test_mymanager_context _TestMyManager.test_mymanager_context_prestarted
            _TestRemoteManager.test_remote _TestManagerRestart.test_rapid_restart
            TestManagerExceptions.test_queue_get TestManagerExceptions.test_dispatch
            TestInitializers.test_manager_initializer TestSyncManagerTypes.test_event TestSyncManagerTypes.test_lock
            TestSyncManagerTypes.test_rlock TestSyncManagerTypes.test_semaphore
            TestSyncManagerTypes.test_bounded_semaphore TestSyncManagerTypes.test_condition
            TestSyncManagerTypes.test_barrier TestSyncManagerTypes.test_pool TestSyncManagerTypes.test_queue
            TestSyncManagerTypes.test_joinable_queue TestSyncManagerTypes.test_list TestSyncManagerTypes.test_dict
            TestSyncManagerTypes.test_namespace _TestFinalize.test_finalize _TestAtExit.test_atexit
            """;

    private static final ConformanceTable TABLE = new ConformanceTable("coordination-conformance.md", ITEMS);

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
