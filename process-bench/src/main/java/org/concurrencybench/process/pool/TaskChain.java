package org.concurrencybench.process.pool;

import org.jspecify.annotations.Nullable;

/**
 * Tasks that were put back; the one that came last comes first. It goes through the tasks themselves, so that putting
 * back takes no memory and cannot fail.
 */
final class TaskChain {
    private volatile @Nullable WorkItem first;

    synchronized void addFirst(WorkItem task) {
        task.next = first;
        first = task;
    }

    boolean isEmpty() {
        return first == null;
    }

    @Nullable
    WorkItem poll() {
        return first == null ? null : pollOne(); // nearly always there is none
    }

    private synchronized @Nullable WorkItem pollOne() {
        WorkItem task = first;
        if (task != null) {
            first = task.next;
            task.next = null;
        }
        return task;
    }

    /** Takes this task out. Returns whether it was there. */
    synchronized boolean remove(WorkItem task) {
        WorkItem before = null;
        WorkItem at = first;
        while (at != null && at != task) {
            before = at;
            at = at.next;
        }
        if (at == null) {
            return false;
        }
        if (before == null) {
            first = at.next;
        } else {
            before.next = at.next;
        }
        at.next = null;
        return true;
    }
}
