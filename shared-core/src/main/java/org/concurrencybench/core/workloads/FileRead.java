package org.concurrencybench.core.workloads;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.RunContext;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Workload;
import org.jspecify.annotations.Nullable;

/**
 * Reads blocks of 4 KiB from random places of a file, one after the other: reveals what a virtual thread does with its
 * carrier while it waits for a disk. It keeps it. For a read past the operating system's cache ({@code access =
 * direct}, O_DIRECT on Linux) the JDK lets another carrier run in the meantime; for a buffered one there is a carrier
 * less.
 *
 * <p>A buffered read of what the cache holds does not wait: the file was just written, so only a {@code size} beyond
 * the machine's memory makes it wait. With a smaller one the CPUs are the limit, and reports flag that.
 *
 * <p>The asynchronous form uses an {@link java.nio.channels.AsynchronousFileChannel} with its default group of threads.
 * On Linux and macOS that is a pool of daemon threads, one for all channels of the JVM and without a bound, of which
 * each read in flight blocks one: the chain does not wait, but a thread does. It ends idle ones after a minute.
 */
public final class FileRead implements Workload<Integer, Long> {
    private static final Parameter<Integer> SIZE =
            Parameter.ofInt("size", 64, 1, 1_000_000, "MB", "the file, which is written once per run");

    private static final Parameter<Integer> READS =
            Parameter.ofInt("reads", 64, 1, 100_000, "blocks", "how many blocks of 4 KiB a task reads, one by one");

    private static final String BUFFERED = "buffered";
    private static final String DIRECT = "direct";

    private static final Parameter<String> ACCESS = Parameter.ofChoice(
            "access",
            BUFFERED,
            List.of(BUFFERED, DIRECT),
            "through the operating system's cache, or past it where the file system can");

    private static final String FILE = "file";
    private static final long BLOCKS_PER_MEGABYTE = (1 << 20) / BlockFile.BLOCK;

    private int reads = READS.defaultValue();
    private long blocks = SIZE.defaultValue() * BLOCKS_PER_MEGABYTE;
    private @Nullable BlockFile file;

    @Override
    public String id() {
        return "file-read";
    }

    @Override
    public String description() {
        return "reads blocks at random places of a file: waits during which a virtual thread keeps its carrier";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(SIZE, READS, ACCESS);
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public void prepare(RunContext run) throws IOException {
        Path path = run.directory().resolve(FILE);
        if (isDirect(run.parameters().get(ACCESS))) {
            WordFile.write(path, 1);
            checkDirect(path);
            Files.delete(path);
        }
        WordFile.write(path, run.parameters().get(SIZE));
        run.provide(FILE, path.toUri());
    }

    /** By a read: some file systems open a file for direct reads and refuse each of them. */
    static void checkDirect(Path path) throws IOException {
        try (BlockFile tried = BlockFile.open(path, true)) {
            tried.read(new long[] {0});
        } catch (IOException | UnsupportedOperationException e) {
            throw new UsageException(
                    "workload 'file-read': access cannot be 'direct': the file system of " + path.getParent() + " ("
                            + Files.getFileStore(path).type() + ") gives no direct reads of 4 KiB (" + e.getMessage()
                            + "); name a folder on a disk with -Djava.io.tmpdir, or set access to buffered",
                    e);
        }
    }

    private static boolean isDirect(String access) {
        return access.equals(DIRECT);
    }

    @Override
    public void open(JvmContext jvm) throws IOException {
        reads = jvm.parameters().get(READS);
        blocks = jvm.parameters().get(SIZE) * BLOCKS_PER_MEGABYTE;
        file = BlockFile.open(
                Path.of(jvm.address(FILE)), isDirect(jvm.parameters().get(ACCESS)));
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    @Override
    public Integer input(int index) {
        return index;
    }

    @Override
    public Long run(Integer input, TaskContext task) throws IOException {
        return file().read(blocks(input));
    }

    private BlockFile file() {
        return Objects.requireNonNull(file, "not open");
    }

    /** Where task {@code index} reads. */
    private long[] blocks(int index) {
        long[] places = new long[reads];
        long random = Bits.spread(index);
        for (int read = 0; read < reads; read++) {
            random = Bits.spread(random);
            places[read] = Long.remainderUnsigned(random, blocks);
        }
        return places;
    }

    @Override
    public boolean hasAsync() {
        return true;
    }

    @Override
    public CompletionStage<Long> runAsync(Integer input, AsyncContext async) {
        return file().read(blocks(input), async.executor());
    }

    @Override
    public long digest(Long output) {
        return output;
    }

    @Override
    public OptionalLong expected(int index) {
        ByteBuffer block = ByteBuffer.allocate(BlockFile.BLOCK);
        long digest = 0;
        for (long place : blocks(index)) {
            WordFile.fill(block.clear(), place * (BlockFile.BLOCK / Long.BYTES));
            digest = BlockFile.digest(digest, block);
        }
        return OptionalLong.of(digest);
    }
}
