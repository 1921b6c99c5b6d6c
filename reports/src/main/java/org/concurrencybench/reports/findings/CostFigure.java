package org.concurrencybench.reports.findings;

import org.concurrencybench.core.experiment.EvidenceNames;
import org.concurrencybench.reports.records.CostMetric;
import org.concurrencybench.reports.records.Metric;

/** A figure of what a cell costs, in the order in which reports show them. */
public enum CostFigure {
    CPU(Metric.CPU_NANOS_PER_TASK, "CPU time per task", Unit.NANOS, Group.MAIN, "of all JVMs, fixtures apart"),
    ALLOCATED(
            CostMetric.ALLOCATED_BYTES_PER_TASK,
            "allocated per task",
            Unit.BYTES,
            Group.MAIN,
            "bytes that all JVMs allocated in their heaps"),
    MEMORY(
            CostMetric.PEAK_PROPORTIONAL_BYTES,
            "peak memory",
            Unit.BYTES,
            Group.MAIN,
            "resident memory of all JVMs at their peaks, from their start on; a page that several share counts once"),
    /** Shown where {@link #MEMORY} is not known. */
    RESIDENT(
            Metric.PEAK_RESIDENT_BYTES,
            "peak memory (RSS)",
            Unit.BYTES,
            Group.MAIN,
            "resident memory of all JVMs at their peaks; a page that several share counts in each"),
    START(Metric.START_MILLIS, "start-up", Unit.MILLIS, Group.MAIN, "from asking for the model to its first result"),
    WAITING(
            EvidenceNames.WAITING_BYTES_PER_TASK,
            "memory per waiting task",
            Unit.BYTES,
            Group.MAIN,
            "resident memory outside of the heap and live memory in it, its slope over the number of waiting tasks"),
    TASKS_CPU(
            CostMetric.TASKS_CPU_NANOS_PER_TASK,
            "tasks",
            Unit.NANOS,
            Group.DETAIL,
            "CPU time per task of the threads that run tasks, and of the model's own: all but the next three"),
    DRIVER_CPU(
            CostMetric.DRIVER_CPU_NANOS_PER_TASK,
            "driver",
            Unit.NANOS,
            Group.DETAIL,
            "CPU time per task of the thread that submits; under sequential it runs the tasks"),
    COMPILER_CPU(
            CostMetric.COMPILER_CPU_NANOS_PER_TASK,
            "compilers",
            Unit.NANOS,
            Group.DETAIL,
            "CPU time per task of the compilers"),
    COLLECTOR_CPU(
            CostMetric.COLLECTOR_CPU_NANOS_PER_TASK,
            "collectors",
            Unit.NANOS,
            Group.DETAIL,
            "CPU time per task of the collectors' threads, with the one that stops the others for them"),
    COLLECTION(
            CostMetric.COLLECTION_NANOS_PER_TASK,
            "collection time",
            Unit.NANOS,
            Group.DETAIL,
            "wall time per task that collections took, as the JVMs report it"),
    THREADS(
            CostMetric.THREADS,
            "threads",
            Unit.NUMBER,
            Group.DETAIL,
            "most platform threads at once, from the start on, carriers included, the JVM's own left out"),
    VOLUNTARY(
            CostMetric.VOLUNTARY_SWITCHES_PER_TASK,
            "waits per task",
            Unit.NUMBER,
            Group.DETAIL,
            "voluntary context switches: a thread had to wait; n/a where threads ended meanwhile"),
    INVOLUNTARY(
            CostMetric.INVOLUNTARY_SWITCHES_PER_TASK,
            "preemptions per task",
            Unit.NUMBER,
            Group.DETAIL,
            "involuntary context switches: a thread could have continued"),
    CROSSED(
            Metric.CROSSED_BYTES_PER_TASK,
            "crossed per task",
            Unit.BYTES,
            Group.DETAIL,
            "bytes to and from worker processes with what the protocol adds, warm-up included"),
    FIXTURE_CPU(
            CostMetric.FIXTURE_CPU_NANOS_PER_TASK,
            "CPU time per task",
            Unit.NANOS,
            Group.FIXTURES,
            "of the fixtures, in no other figure"),
    FIXTURE_MEMORY(
            CostMetric.FIXTURE_PEAK_BYTES,
            "peak memory",
            Unit.BYTES,
            Group.FIXTURES,
            "resident memory of the fixtures at their peak since they were started, in no other figure"),
    PINNED(
            EvidenceNames.PINNED_PER_TASK,
            "pinned per task",
            Unit.NUMBER,
            Group.VIRTUAL_THREADS,
            "how often a virtual thread held its carrier while it waited (jdk.VirtualThreadPinned)"),
    PINNED_TIME(
            EvidenceNames.PINNED_NANOS_PER_TASK,
            "pinned time per task",
            Unit.NANOS,
            Group.VIRTUAL_THREADS,
            "for how long virtual threads held their carriers while they waited"),
    MOUNTED(
            EvidenceNames.MOUNTED,
            "mounted",
            Unit.NUMBER,
            Group.VIRTUAL_THREADS,
            "mean number of virtual threads that had a carrier (VirtualThreadSchedulerMXBean, JDK 24)"),
    QUEUED(
            EvidenceNames.QUEUED,
            "queued",
            Unit.NUMBER,
            Group.VIRTUAL_THREADS,
            "mean number of virtual threads that could run and waited for a carrier"),
    CARRIERS(
            EvidenceNames.CARRIERS,
            "carriers",
            Unit.NUMBER,
            Group.VIRTUAL_THREADS,
            "the most threads that the scheduler had, those in place of pinned ones included");

    /** What a figure is counted in. */
    public enum Unit {
        NANOS,
        MILLIS,
        BYTES,
        NUMBER
    }

    /** Figures that stand in one table. */
    public enum Group {
        /** Those that ratios are shown of. */
        MAIN("What it costs"),
        DETAIL("Where the CPU time goes, and what else was counted"),
        FIXTURES("What the fixtures used meanwhile, in no other figure"),
        /** From some trials only, in batches that are not measured. */
        VIRTUAL_THREADS("The scheduler of virtual threads, in half a second of batches that are not measured");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    private final String key;
    private final String title;
    private final Unit unit;
    private final Group group;
    private final String about;

    CostFigure(String key, String title, Unit unit, Group group, String about) {
        this.key = key;
        this.title = title;
        this.unit = unit;
        this.group = group;
        this.about = about;
    }

    /** Its name in the records. */
    public String key() {
        return key;
    }

    public String title() {
        return title;
    }

    public Unit unit() {
        return unit;
    }

    public Group group() {
        return group;
    }

    public String about() {
        return about;
    }
}
