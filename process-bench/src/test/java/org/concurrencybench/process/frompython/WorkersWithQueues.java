package org.concurrencybench.process.frompython;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.coordination.Coordinator;
import org.concurrencybench.process.coordination.ProcessQueue;
import org.concurrencybench.process.coordination.QueueClosedException;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;

public final class WorkersWithQueues {
    sealed interface Task {
        int result();
    }

    record Times(int a, int b) implements Task {
        @Override
        public int result() {
            return a * b;
        }
    }

    record Plus(int a, int b) implements Task {
        @Override
        public int result() {
            return a + b;
        }
    }

    record Queues(ProcessQueue<Task> tasks, ProcessQueue<String> done) {}

    static int work(Queues queues) throws Exception {
        int count = 0;
        try {
            while (true) {
                Task task = queues.tasks().take();
                queues.done().put(task + " = " + task.result());
                count++;
            }
        } catch (QueueClosedException e) {
            return count; // closed and empty: what 'STOP' says in Python
        }
    }

    public static void main(String[] args) throws Exception {
        try (Coordinator coordinator = Coordinator.start();
                var pool =
                        ProcessPool.start(ProcessPoolConfig.ofWorkers(2), FunctionSpec.of(WorkersWithQueues::work))) {
            Queues queues = new Queues(coordinator.newQueue(Task.class, 100), coordinator.newQueue(String.class, 100));
            var workers = pool.mapAsync(Collections.nCopies(2, queues));
            for (int i = 0; i < 3; i++) {
                queues.tasks().put(new Times(i, 7));
                queues.tasks().put(new Plus(i, 8));
            }
            queues.tasks().close();
            List<String> results = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                results.add(queues.done().take());
            }
            results.stream().sorted().forEach(System.out::println);
            int done = workers.get().stream().mapToInt(Integer::intValue).sum();
            System.out.println(done + " tasks by two workers");
        }
    }
}
