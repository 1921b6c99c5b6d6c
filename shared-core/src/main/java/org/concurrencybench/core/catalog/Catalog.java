package org.concurrencybench.core.catalog;

import java.net.URL;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.Harness;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.workloads.NothingWorkload;
import org.jspecify.annotations.Nullable;

/** The workloads and models that {@link ServiceLoader} finds, by id. */
public final class Catalog {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private final Map<String, Workload<?, ?>> workloads;
    private final Map<String, ConcurrencyModel> models;
    private final ClassLoader loader;
    private @Nullable Map<String, Harness> harnesses;

    private Catalog(Map<String, Workload<?, ?>> workloads, Map<String, ConcurrencyModel> models, ClassLoader loader) {
        this.workloads = workloads;
        this.models = models;
        this.loader = loader;
    }

    /**
     * Everything that {@code loader} sees.
     *
     * @throws UsageException when a provider cannot be made, an id is malformed, or two providers share one
     */
    @SuppressWarnings("unchecked")
    public static Catalog load(ClassLoader loader) {
        Class<Workload<?, ?>> workload = (Class<Workload<?, ?>>) (Class<?>) Workload.class;
        return new Catalog(
                byId("workload", workload, Workload::id, loader),
                byId("model", ConcurrencyModel.class, ConcurrencyModel::id, loader),
                loader);
    }

    /** All workloads, sorted by id. */
    public Collection<Workload<?, ?>> workloads() {
        return workloads.values();
    }

    /** All models, sorted by id. */
    public Collection<ConcurrencyModel> models() {
        return models.values();
    }

    /**
     * The workload of that id, or of that older id.
     *
     * @throws UsageException when there is none; the message lists those that there are
     */
    public Workload<?, ?> workload(String id) {
        return known("workload", workloads, NothingWorkload.today(id));
    }

    /**
     * The model of that id.
     *
     * @throws UsageException when there is none; the message lists those that there are
     */
    public ConcurrencyModel model(String id) {
        return known("model", models, id);
    }

    /**
     * The name of the JMH benchmark that measures the models of {@code family}. Looked for when it is first asked for:
     * only the runner asks, and measured JVMs, which have a catalog too, should start without it.
     *
     * @throws UsageException when no module that is there has one
     */
    public synchronized String benchmark(ModelFamily family) {
        if (harnesses == null) {
            harnesses =
                    byId("benchmark", Harness.class, harness -> harness.family().id(), loader);
        }
        Harness harness = harnesses.get(family.id());
        if (harness == null) {
            throw new UsageException(
                    "models of the family '" + family.id() + "' cannot be measured: no jar on the class path names"
                            + " their benchmark in META-INF/services/" + Harness.class.getName());
        }
        return harness.benchmark();
    }

    private static <T> T known(String kind, Map<String, T> byId, String id) {
        T found = byId.get(id);
        if (found == null) {
            throw new UsageException("unknown " + kind + " '" + id + "'; known: " + String.join(", ", byId.keySet())
                    + "." + Suggestion.of(id, byId.keySet())
                    + " One of your own needs its jar in bench.jars (--jars).");
        }
        return found;
    }

    private static <T> Map<String, T> byId(String kind, Class<T> service, Function<T, String> id, ClassLoader loader) {
        Map<String, T> byId = new TreeMap<>();
        Iterator<T> providers = ServiceLoader.load(service, loader).iterator();
        while (true) {
            T provider = null;
            String name;
            try {
                if (!providers.hasNext()) {
                    return byId;
                }
                provider = providers.next();
                name = id.apply(provider);
            } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
                throw new UsageException(
                        "a " + kind + " cannot be loaded: "
                                + (provider == null ? "" : provider.getClass().getName() + ": ") + rootMessage(e) + ". "
                                + remedy(kind, service, e),
                        e);
            }
            if (name == null || !ID.matcher(name).matches()) {
                throw new UsageException(kind + " " + origin(provider) + " has the id '" + name
                        + "'; an id is lower-case letters, digits and single dashes, and starts with a letter");
            }
            if (service == (Class<?>) Workload.class && name.equals(NothingWorkload.OLD_ID)) {
                throw new UsageException("workload " + origin(provider) + " has the id '" + name
                        + "', by which older plans mean '" + NothingWorkload.ID + "': give it another one");
            }
            T other = byId.putIfAbsent(name, provider);
            if (other != null) {
                throw new UsageException("two " + kind + "s have the id '" + name + "': " + origin(other) + " and "
                        + origin(provider) + ". Rename one of them or leave its jar out.");
            }
        }
    }

    /** What helps, by what really failed. */
    private static String remedy(String kind, Class<?> service, Throwable error) {
        Throwable root = root(error);
        if (chainHas(error, ExceptionInInitializerError.class)) {
            return "Correct the static initializer that failed.";
        }
        String message = String.valueOf(root.getMessage());
        if (root instanceof NoClassDefFoundError && message.startsWith("Could not initialize class")) {
            return "Correct the static initializer that failed.";
        }
        if (root instanceof UnsupportedClassVersionError) {
            return "It was compiled for a newer JDK: compile it with --release "
                    + Runtime.version().feature() + " or less, or run on that JDK.";
        }
        if (root instanceof NoClassDefFoundError || root instanceof ClassNotFoundException) {
            return "It needs the class " + message.split("[ ,;]", 2)[0].replace('/', '.')
                    + ", which is not in any of the given jars: name the jar that holds it, or a folder with all jars that the "
                    + kind
                    + " needs, in bench.jars (--jars), next to its own.";
        }
        if (error instanceof ServiceConfigurationError
                && (error.getCause() == null || root instanceof ReflectiveOperationException)) {
            return "Check META-INF/services/" + service.getName()
                    + " in its jar, and that the class is public with a public constructor without arguments.";
        }
        return "Correct " + (error instanceof ServiceConfigurationError ? "its constructor" : "its id()")
                + ", which threw this.";
    }

    private static boolean chainHas(Throwable error, Class<? extends Throwable> type) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable root(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String rootMessage(Throwable error) {
        Throwable root = root(error);
        return error.getCause() == null ? error.toString() : error.getMessage() + " (" + root + ")";
    }

    private static String origin(Object provider) {
        Class<?> type = provider.getClass();
        URL source = type.getProtectionDomain().getCodeSource() == null
                ? null
                : type.getProtectionDomain().getCodeSource().getLocation();
        return type.getName() + (source == null ? "" : " in " + source.getPath());
    }
}
