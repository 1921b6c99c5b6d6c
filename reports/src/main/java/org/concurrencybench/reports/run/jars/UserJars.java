package org.concurrencybench.reports.run.jars;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;

/** The jars and class folders that a user plugs in: workloads, models, and the libraries that these need. */
public final class UserJars {
    private static final List<String> SERVICES = List.of(
            "META-INF/services/" + Workload.class.getName(), "META-INF/services/" + ConcurrencyModel.class.getName());

    private UserJars() {}

    /**
     * The jars and class folders that {@code paths} names: jars, folders of jars, folders of classes, separated by the
     * platform's path separator, in the order of a class path. Those that offer no provider are libraries.
     *
     * @throws UsageException when one is missing or holds nothing, or none offers a provider
     */
    public static List<Path> find(String paths) {
        Set<Path> found = new LinkedHashSet<>();
        Map<String, Path> byProvider = new HashMap<>();
        for (String text : paths.split(File.pathSeparator)) {
            if (text.isBlank()) {
                continue;
            }
            Path path = Path.of(text.strip()).toAbsolutePath().normalize();
            if (!Files.exists(path)) {
                throw new UsageException("bench.jars (--jars): there is no file or folder " + path
                        + "; build it first, or correct the path. Several are separated by '" + File.pathSeparator
                        + "'.");
            }
            List<Path> members = members(path);
            if (members.isEmpty()) {
                throw new UsageException("bench.jars (--jars): " + path
                        + " holds neither jars nor classes: name the folder that does, or build first");
            }
            for (Path member : members) {
                for (String provider : providers(member)) {
                    Path other = byProvider.putIfAbsent(provider, member);
                    if (other != null && !other.equals(member)) {
                        throw new UsageException("bench.jars (--jars): " + provider + " is in both " + other + " and "
                                + member + ", and only one of them would be measured: leave one of them out");
                    }
                }
            }
            found.addAll(members);
        }
        if (!found.isEmpty() && byProvider.isEmpty()) {
            throw new UsageException("bench.jars (--jars): no workload and no model is offered by "
                    + found.stream().map(Path::toString).collect(Collectors.joining(", "))
                    + ": one of them needs a file "
                    + SERVICES.getFirst() + " (or " + SERVICES.getLast() + ") that names the class");
        }
        return List.copyOf(found);
    }

    /**
     * All workloads and models, those of {@code jars} too.
     *
     * @throws UsageException when one cannot be made, or two have the same id
     */
    public static Catalog catalog(List<Path> jars) {
        if (jars.isEmpty()) {
            return Catalog.load(UserJars.class.getClassLoader());
        }
        ClassLoader loader = UserClasses.of(jars);
        return UserClasses.call(loader, () -> Catalog.load(loader));
    }

    /** Ids of the workloads that {@code with} has and {@code without} lacks. */
    public static List<String> addedWorkloads(Catalog with, Catalog without) {
        TreeSet<String> added = new TreeSet<>();
        with.workloads().forEach(workload -> added.add(workload.id()));
        without.workloads().forEach(workload -> added.remove(workload.id()));
        return List.copyOf(added);
    }

    /** Ids of the models that {@code with} has and {@code without} lacks. */
    public static List<String> addedModels(Catalog with, Catalog without) {
        TreeSet<String> added = new TreeSet<>();
        with.models().forEach(model -> added.add(model.id()));
        without.models().forEach(model -> added.remove(model.id()));
        return List.copyOf(added);
    }

    private static List<Path> members(Path path) {
        if (!Files.isDirectory(path) || SERVICES.stream().anyMatch(service -> Files.exists(path.resolve(service)))) {
            return List.of(path);
        }
        try (var files = Files.list(path);
                var all = Files.walk(path)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            boolean classes =
                    jars.isEmpty() && all.anyMatch(file -> file.toString().endsWith(".class"));
            return classes ? List.of(path) : jars;
        } catch (IOException e) {
            throw new UsageException("bench.jars (--jars): folder " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Class names in the service files of {@code path}. */
    private static List<String> providers(Path path) {
        List<String> lines = new ArrayList<>();
        try {
            if (Files.isDirectory(path)) {
                for (String service : SERVICES) {
                    if (Files.exists(path.resolve(service))) {
                        lines.addAll(Files.readAllLines(path.resolve(service)));
                    }
                }
            } else {
                try (JarFile jar = new JarFile(path.toFile())) {
                    for (String service : SERVICES) {
                        JarEntry entry = jar.getJarEntry(service);
                        if (entry != null) {
                            try (InputStream in = jar.getInputStream(entry)) {
                                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                        .lines()
                                        .forEach(lines::add);
                            }
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UsageException("bench.jars (--jars): " + path + " is not a readable jar: " + e.getMessage(), e);
        }
        return lines.stream()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }
}
