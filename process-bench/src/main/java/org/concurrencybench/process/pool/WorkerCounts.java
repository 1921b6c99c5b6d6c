package org.concurrencybench.process.pool;

import java.util.concurrent.atomic.LongAdder;

/** What has become of a supervisor's workers, and what has crossed the border to those that have ended. */
final class WorkerCounts {
    final LongAdder started = new LongAdder();
    final LongAdder died = new LongAdder();
    final LongAdder killed = new LongAdder();
    final LongAdder retired = new LongAdder();
    final LongAdder bytesSent = new LongAdder();
    final LongAdder bytesReceived = new LongAdder();
}
