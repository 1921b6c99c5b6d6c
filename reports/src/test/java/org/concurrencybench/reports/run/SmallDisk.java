package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real file system of a few kilobytes, where this user may mount one: as root on Linux. */
public final class SmallDisk implements AutoCloseable {
    private static final int PAGE = 4096;

    private final Path path;

    private SmallDisk(Path path) {
        this.path = path;
    }

    /** Mounts one in {@code parent}; skips the test where that is not allowed. */
    public static SmallDisk mount(Path parent, int pages) throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no Linux: no tmpfs to mount");
        Path path = Files.createDirectory(parent.resolve("disk"));
        int exit = run("mount", "-t", "tmpfs", "-o", "size=" + pages * PAGE, "tmpfs", path.toString());
        assumeTrue(exit == 0, "this user may not mount a tmpfs");
        return new SmallDisk(path);
    }

    public Path path() {
        return path;
    }

    /** Takes all but so many pages. */
    public void fillUpTo(int pagesLeft) throws IOException {
        long usable = Files.getFileStore(path).getUsableSpace();
        Files.write(path.resolve("filler"), new byte[(int) (usable - (long) pagesLeft * PAGE)]);
    }

    /** Gives back what {@link #fillUpTo} took. */
    public void makeRoom() throws IOException {
        Files.delete(path.resolve("filler"));
    }

    @Override
    public void close() throws Exception {
        run("umount", path.toString());
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
