package org.concurrencybench.reports;

import java.util.Collection;
import java.util.List;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;

/** What the suite offers itself, without the workloads and models of its tests; each sorted by id. */
public final class BuiltIn {
    private static final Catalog CATALOG = Catalog.load(BuiltIn.class.getClassLoader());

    private BuiltIn() {}

    public static List<Workload<?, ?>> workloads() {
        return ours(CATALOG.workloads());
    }

    public static List<ConcurrencyModel> models() {
        return ours(CATALOG.models());
    }

    private static <T> List<T> ours(Collection<T> providers) {
        return providers.stream().filter(BuiltIn::isOurs).toList();
    }

    private static boolean isOurs(Object provider) {
        Class<?> type = provider.getClass();
        return type.getName().startsWith("org.concurrencybench.")
                && type.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()
                        .matches(".*(/target/classes/|\\.jar)");
    }
}
