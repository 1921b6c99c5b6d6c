package org.concurrencybench.process.pool;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A real file system of a few kilobytes, where this user may mount one: as root on Linux. */
final class SmallDisk implements AutoCloseable {
    private static final int PAGE = 4096;

    private final Path path;

    private SmallDisk(Path path) {
        this.path = path;
    }

    /** Mounts one, whose path is short enough for sockets; skips the test where that is not allowed. */
    static SmallDisk mount(int pages) throws Exception {
        return mount("size=" + pages * PAGE);
    }

    /** Mounts one with a few megabytes and so many inodes: files and directories, its own included. */
    static SmallDisk mountWithInodes(int inodes) throws Exception {
        return mount("size=16m,nr_inodes=" + inodes);
    }

    private static SmallDisk mount(String options) throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no Linux: no tmpfs to mount");
        Path path = Files.createTempDirectory(Path.of("/tmp"), "disk");
        int exit = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path.toString());
        if (exit != 0) {
            Files.delete(path);
        }
        assumeTrue(exit == 0, "this user may not mount a tmpfs");
        return new SmallDisk(path);
    }

    Path path() {
        return path;
    }

    /** Takes all but so many pages. */
    void fillUpTo(int pagesLeft) throws IOException {
        Files.deleteIfExists(path.resolve("filler"));
        long usable = Files.getFileStore(path).getUsableSpace();
        Files.write(path.resolve("filler"), new byte[(int) (usable - (long) pagesLeft * PAGE)]);
    }

    @Override
    public void close() throws Exception {
        run("umount", path.toString());
        Files.delete(path);
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(Arrays.asList(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
