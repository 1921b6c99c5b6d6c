package org.concurrencybench.reports.cli;

import java.util.Iterator;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.PlanReader;

/** Words that a shell may complete an option with: what is built in. */
final class Candidates {
    private Candidates() {}

    /** Of {@code --plan}. */
    static final class Plans implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return PlanReader.BUILT_IN.iterator();
        }
    }

    /** Of {@code --models}. */
    static final class Models implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return builtIn().models().stream().map(ConcurrencyModel::id).iterator();
        }
    }

    /** Of {@code --workloads}. */
    static final class Workloads implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return builtIn().workloads().stream().<String>map(Workload::id).iterator();
        }
    }

    private static Catalog builtIn() {
        return Catalog.load(Candidates.class.getClassLoader());
    }
}
