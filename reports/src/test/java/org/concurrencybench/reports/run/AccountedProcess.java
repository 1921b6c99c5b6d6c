package org.concurrencybench.reports.run;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.cost.CostAccount;
import org.concurrencybench.core.cost.CostTotals;
import org.concurrencybench.core.cost.UsageReports;
import org.concurrencybench.core.os.ProcessTree;

/**
 * A JVM that runs batches under a model and accounts for them as a trial does, while whoever started it accounts for
 * the same processes by other means: {@code ready}, then a line is awaited, then the batches run, then {@code done}
 * with the figures, then another line is awaited.
 */
final class AccountedProcess {
    private static final int CPUS = 2;
    private static final int TASKS = 64;

    private AccountedProcess() {}

    /** Id of the model, id of the workload, seconds of CPU time to use. */
    public static void main(String[] args) throws Exception {
        UsageReports.want();
        Catalog catalog = Catalog.load(AccountedProcess.class.getClassLoader());
        ConcurrencyModel model = catalog.model(args[0]);
        run(model, catalog.workload(args[1]), Long.parseLong(args[2]) * 1_000_000_000);
    }

    private static <I, O> void run(ConcurrencyModel model, Workload<I, O> workload, long nanos) throws Exception {
        Values parameters = Values.of("workload", workload.parameters(), Map.of());
        ConfiguredWorkload<I, O> configured = new ConfiguredWorkload<>(workload, parameters, Map.of());
        workload.open(configured.jvmContext(1));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Settings settings = new Settings(CPUS, CPUS, Values.of("model", model.settings(), Map.of()));
        try (Session<I, O> session = model.open(configured, settings)) {
            batch(session, workload);
            List<Long> workers = session.jvms() > 1 ? ProcessTree.descendants() : List.of();
            CostAccount.Parties parties = new CostAccount.Parties(
                    workers,
                    workers.isEmpty() ? 0 : session.jvms(),
                    Thread.currentThread().threadId());
            CostAccount account = new CostAccount(List.of());
            ProcessTree tree = new ProcessTree();
            account.begin(parties); // a rehearsal: what is loaded and compiled for it is in neither account
            account.end(parties);
            System.out.println("ready");
            in.readLine();
            long begin = tree.cpuNanos(workers);
            account.begin(parties);
            long used = 0;
            while (used < nanos) { // as long as that takes on a busy machine
                batch(session, workload);
                used = tree.cpuNanos(workers) - begin;
            }
            System.out.println("done " + used); // at once, since the system's account goes on
            Map<String, Double> totals = account.end(parties);
            Map<String, Double> peaks = account.peaks(parties);
            System.out.println(peaks.get(CostTotals.PEAK_PROPORTIONAL_BYTES) + " "
                    + totals.get(CostTotals.ALLOCATED_BYTES) + " " + totals.get(CostTotals.DRIVER_CPU_NANOS) + " "
                    + totals.get(CostTotals.COMPILER_CPU_NANOS) + " " + totals.get(CostTotals.COLLECTOR_CPU_NANOS));
            in.readLine();
        }
    }

    private static <I, O> void batch(Session<I, O> session, Workload<I, O> workload) throws Exception {
        CountDownLatch completed = new CountDownLatch(TASKS);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (int index = 0; index < TASKS; index++) {
            I input = workload.input(index);
            session.submit(new Task<>() {
                @Override
                public I input() {
                    return input;
                }

                @Override
                public void succeeded(O output, long busyNanos) {
                    completed.countDown();
                }

                @Override
                public void failed(Throwable cause) {
                    failure.set(cause);
                    completed.countDown();
                }
            });
        }
        session.flush();
        completed.await();
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
    }
}
