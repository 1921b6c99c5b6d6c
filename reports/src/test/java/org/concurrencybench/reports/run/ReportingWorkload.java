package org.concurrencybench.reports.run;

import java.util.List;
import org.concurrencybench.core.api.Figure;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/** A workload whose outputs report figures, of tasks of two labels. */
public final class ReportingWorkload implements Workload<Integer, ReportingWorkload.Report> {
    /** {@code process}: id of the process that ran the task. */
    public record Report(int input, long process) {}

    @Override
    public String id() {
        return "reports-figures";
    }

    @Override
    public Integer input(int index) {
        return index;
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public String label(Integer input) {
        return input % 4 == 0 ? "heavy" : "light";
    }

    @Override
    public Report run(Integer input, TaskContext task) throws InterruptedException {
        Thread.sleep(input % 4 == 0 ? 20 : 1);
        return new Report(input, ProcessHandle.current().pid());
    }

    @Override
    public long digest(Report output) {
        return output.input();
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("inputs", "numbers", "the input"),
                new Figure("elsewhere", "per task", "tasks that another process ran"),
                new Figure("doubled", "", "twice the input", "inputs"),
                new Figure("nothing", "", "of no task", "never"),
                new Figure("never", "", "no task"));
    }

    @Override
    public double[] figuresOf(Report output) {
        int elsewhere = output.process() == ProcessHandle.current().pid() ? 0 : 1;
        return new double[] {output.input(), elsewhere, 2 * output.input(), 0, 0};
    }
}
