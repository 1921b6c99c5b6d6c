package org.concurrencybench.process;

import org.concurrencybench.core.api.TaskContext;

/** What tasks get in a worker. A worker that is told to end has no tasks left, and one that is killed asks nobody. */
final class WorkerTaskContext implements TaskContext {
    private final String workloadId;

    WorkerTaskContext(String workloadId) {
        this.workloadId = workloadId;
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public <C> C capability(Class<C> type) {
        throw new UnsupportedOperationException("workload '" + workloadId + "' asks for " + type.getName()
                + ", which the model process-pool does not offer");
    }
}
