package org.concurrencybench.reports.run.jars;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The user's classes in the runner, which asks workloads and models what they are and lets workloads prepare. They see
 * what they see in measured JVMs: the JDK, the suite's own classes and JMH, their own jars, and behind those the
 * libraries that a measured JVM has of the suite. What the runner itself works with stays hidden from them, whatever
 * its version.
 */
public final class UserClasses extends URLClassLoader {
    private UserClasses(URL[] places) {
        super("user's jars", places, new SuiteClasses());
    }

    /** Something that users' classes do. */
    @FunctionalInterface
    public interface Code<T, E extends Exception> {
        T call() throws E;
    }

    /** Of {@code jars}, in their order. */
    static UserClasses of(List<Path> jars) {
        List<Path> libraries =
                ClassPaths.libraries(jars.stream().map(JarContents::of).toList());
        return new UserClasses(Stream.concat(jars.stream(), libraries.stream())
                .map(UserClasses::url)
                .toArray(URL[]::new));
    }

    /** Whether {@code type} is from a user's jar. */
    static boolean hasLoaded(Class<?> type) {
        return type.getClassLoader() instanceof UserClasses;
    }

    /**
     * Calls {@code code} of {@code owner} with the context class loader that it has in measured JVMs: the one that sees
     * its jars.
     */
    public static <T, E extends Exception> T call(ClassLoader owner, Code<T, E> code) throws E {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(owner);
        try {
            return code.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(path + " has no URL", e);
        }
    }

    /** The JDK, and of this JVM's class path the suite itself and JMH. */
    private static final class SuiteClasses extends ClassLoader {
        private static final ClassLoader ALL = UserClasses.class.getClassLoader();
        private static final List<String> OURS = List.of("org.concurrencybench.", "org.openjdk.jmh.");

        SuiteClasses() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (OURS.stream().noneMatch(name::startsWith)) {
                throw new ClassNotFoundException(name);
            }
            return ALL.loadClass(name);
        }

        @Override
        protected @Nullable URL findResource(String name) {
            return isOurs(name) ? ALL.getResource(name) : null;
        }

        @Override
        protected Enumeration<URL> findResources(String name) throws IOException {
            return isOurs(name) ? ALL.getResources(name) : Collections.emptyEnumeration();
        }

        private static boolean isOurs(String resource) {
            String name = resource.replaceFirst("^META-INF/services/", "").replace('/', '.');
            return OURS.stream().anyMatch(name::startsWith);
        }
    }
}
