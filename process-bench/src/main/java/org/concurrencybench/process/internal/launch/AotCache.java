package org.concurrencybench.process.internal.launch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.api.StartMethod;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.api.WorkerStartException;

/**
 * One ahead-of-time cache on the disk. Its name is a digest of all that it depends on: the JDK, the class path with
 * sizes and times, the JVM's arguments, the function. What has changed since finds no cache under its name.
 *
 * <p>A JVM runs code out of its cache, so the folder must be its user's alone.
 */
final class AotCache {
    private static final int OLDEST = 25;
    private static final int NAME_CHARACTERS = 40;
    private static final String SUFFIX = ".aot";
    /** A cache that no pool has started with for this long is of classes that are no more. */
    private static final Duration UNUSED = Duration.ofDays(30);

    private static final Pattern FEATURE = Pattern.compile("(?m)^JAVA_VERSION=\"?(?:1\\.)?(\\d+)");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path folder;
    private final Path file;

    private AotCache(Path folder, String name) {
        this.folder = folder;
        this.file = folder.resolve(name);
    }

    static AotCache of(WorkerSpec<?, ?> workers) {
        Path folder = workers.options().cacheFolder();
        String name = name(workers.options(), workers.function().type());
        return new AotCache(folder == null ? usualFolder() : folder, name + SUFFIX);
    }

    /** By the conventions of the system's desktop: {@code $XDG_CACHE_HOME} or {@code ~/.cache}. */
    private static Path usualFolder() {
        String named = System.getenv("XDG_CACHE_HOME");
        Path caches = named == null || !Path.of(named).isAbsolute()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(named);
        return caches.resolve("concurrency-bench");
    }

    /** By which a worker's JVM uses it, or does not start. */
    List<String> arguments() {
        return List.of("-XX:AOTCache=" + file, "-XX:AOTMode=on");
    }

    boolean exists() {
        return Files.isRegularFile(file);
    }

    boolean delete() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            return false;
        }
    }

    /** Two pools may make it at once: the later one replaces the earlier one's, which is the same. */
    void makeIfMissing(WorkerSpec<?, ?> workers, RunDirectory directory) throws IOException, ProcessPoolException {
        if (exists()) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now())); // it is in use
            return;
        }
        requireJdk(workers.options().java());
        requireJars(workers.options().classPath());
        makeFolder(folder);
        removeUnused();
        Path made = AotTraining.make(workers, directory);
        Path beside = Files.createTempFile(folder, "new", SUFFIX);
        try {
            Files.copy(made, beside, StandardCopyOption.REPLACE_EXISTING);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** JVMs that still run out of one keep what they have. */
    private void removeUnused() throws IOException {
        FileTime longAgo = FileTime.from(Instant.now().minus(UNUSED));
        try (DirectoryStream<Path> caches = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path cache : caches) {
                if (Files.getLastModifiedTime(cache).compareTo(longAgo) < 0) {
                    Files.deleteIfExists(cache);
                }
            }
        } catch (NoSuchFileException e) {
            // another pool has just removed it
        }
    }

    private static void requireJdk(Path java) throws WorkerStartException {
        Matcher feature = FEATURE.matcher(release(java));
        if (feature.find() && Integer.parseInt(feature.group(1)) < OLDEST) {
            throw new WorkerStartException(
                    "ahead-of-time caches need JDK " + OLDEST + " or newer, and " + java + " is of JDK "
                            + feature.group(1) + ": use a newer one, or " + StartMethod.SPAWN,
                    null);
        }
    }

    private static void requireJars(String classPath) throws WorkerStartException {
        Optional<String> folder = entries(classPath).stream()
                .filter(entry -> Files.isDirectory(Path.of(entry)))
                .findFirst();
        if (folder.isPresent()) {
            throw new WorkerStartException(
                    "ahead-of-time caches hold classes of jars only, and the class path has the folder " + folder.get()
                            + ": package its classes, or use " + StartMethod.SPAWN,
                    null);
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        Files.createDirectories(folder, ownerOnly);
        if (posix) {
            Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(folder));
            others.removeAll(OWNER_ONLY);
            if (!others.isEmpty()
                    || !Files.getOwner(folder).equals(Files.getOwner(Path.of(System.getProperty("user.home"))))) {
                throw new IOException("others than its user may write or read in " + folder
                        + ", from where JVMs would take code: make it its user's alone (chmod 700), or name another with"
                        + " withCacheFolder");
            }
        }
    }

    private static List<String> entries(String classPath) {
        return List.of(classPath.split(File.pathSeparator));
    }

    private static String name(WorkerOptions options, Class<?> function) {
        StringBuilder text = new StringBuilder();
        text.append(options.java().toAbsolutePath())
                .append('\n')
                .append(release(options.java()))
                .append('\n');
        for (String entry : entries(options.classPath())) {
            text.append(entry).append(' ').append(sizeAndTime(Path.of(entry))).append('\n');
        }
        text.append(options.jvmArguments()).append(options.cpus()).append(function.getName());
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, NAME_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static String sizeAndTime(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return attributes.size() + " " + attributes.lastModifiedTime().toMillis();
        } catch (IOException e) {
            return "missing";
        }
    }

    /** What the JDK says of itself, with the size and time of its modules; empty where it does not. */
    private static String release(Path java) {
        try {
            Path home = java.toRealPath().resolve("../..").normalize();
            return Files.readString(home.resolve("release")) + sizeAndTime(home.resolve("lib/modules"));
        } catch (IOException e) {
            return "";
        }
    }
}
