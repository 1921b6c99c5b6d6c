package org.concurrencybench.core.run;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.api.RunContext;
import org.concurrencybench.core.api.Values;

/** The fixtures of one run of one workload, each in a JVM of its own; closing ends them all. */
public final class Fixtures implements RunContext, AutoCloseable {
    private final Values parameters;
    private final Path directory;
    private final String classPath;
    private final List<String> jvmArguments;
    private final Patience patience;
    private final Map<String, FixtureProcess> byName = new LinkedHashMap<>();

    /** Makes room for fixtures with the class path of this JVM; else like the other one. */
    public Fixtures(Values parameters, Path directory, List<String> jvmArguments) {
        this(parameters, directory, System.getProperty("java.class.path"), jvmArguments);
    }

    /**
     * Makes room for fixtures; none is started yet.
     *
     * @param parameters the values of the workload's parameters
     * @param directory an empty folder, which the caller removes after {@link #close}
     * @param classPath of the fixtures' JVMs
     * @param jvmArguments what the fixtures' JVMs are given besides
     */
    public Fixtures(Values parameters, Path directory, String classPath, List<String> jvmArguments) {
        this(parameters, directory, classPath, jvmArguments, Patience.USUAL);
    }

    Fixtures(Values parameters, Path directory, String classPath, List<String> jvmArguments, Patience patience) {
        this.parameters = parameters;
        this.directory = directory;
        this.classPath = classPath;
        this.jvmArguments = List.copyOf(jvmArguments);
        this.patience = patience;
    }

    @Override
    public Values parameters() {
        return parameters;
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public synchronized void startFixture(String name, Class<?> mainClass, List<String> arguments)
            throws IOException, InterruptedException {
        if (byName.containsKey(name)) {
            throw new IllegalArgumentException(
                    "fixture '" + name + "' is started already; give each one a name of its own");
        }
        byName.put(name, FixtureProcess.start(name, mainClass, arguments, classPath, jvmArguments, patience));
    }

    /** Where the fixtures are, by name. */
    public synchronized Map<String, URI> addresses() {
        Map<String, URI> addresses = new LinkedHashMap<>();
        byName.forEach((name, process) -> addresses.put(name, process.address()));
        return Collections.unmodifiableMap(addresses);
    }

    /** The process ids of the fixtures, by name, for the accounting of their CPU time and memory. */
    public synchronized Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        byName.forEach((name, process) -> pids.put(name, process.pid()));
        return Collections.unmodifiableMap(pids);
    }

    /** Ends all fixtures; none is left when this returns. */
    @Override
    public synchronized void close() {
        byName.values().forEach(FixtureProcess::close);
        byName.clear();
    }
}
