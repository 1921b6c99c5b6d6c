package org.concurrencybench.process.coordination;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Memory that all processes have mapped, zeroed at first. Nothing orders what they read and write but a shared lock or
 * another shared object; {@link SharedLong} is for single numbers, {@link SharedLongArray} for many.
 *
 * <p>The coordinator owns it: whoever else ends, it stays, with all that was written, be it half of what was meant:
 * what belongs together is to be written under a {@link ProcessLock}, whose next holder is told of the death. When the
 * coordinator closes, nobody new can map it, and those who have keep it. What a killed owner leaves behind is removed
 * at the next start of a coordinator or pool. A stopped process, the owner too, holds up nobody.
 *
 * @param file that is mapped
 * @param bytes its length
 */
public record SharedMemory(String file, int bytes) {
    /** The mappings of this process that are in use, by their files: one for each. */
    private static final Map<String, WeakReference<MappedByteBuffer>> MAPPED = new ConcurrentHashMap<>();

    private static final int BLOCK = 1 << 16;

    public SharedMemory {
        Objects.requireNonNull(file);
    }

    /** Makes the file, and writes all of it, so that no later access needs room on the disk. */
    static SharedMemory create(Path file, int bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(BLOCK);
            for (long left = bytes; left > 0; left -= zeros.position()) {
                zeros.clear().limit((int) Math.min(left, BLOCK));
                while (zeros.hasRemaining()) {
                    channel.write(zeros);
                }
            }
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw new IOException("no room for " + bytes + " bytes of shared memory: " + e.getMessage(), e);
        }
        return new SharedMemory(file.toString(), bytes);
    }

    /**
     * All of it, in the machine's byte order, from its start to its end; every call gives a view of its own of the same
     * memory.
     *
     * @throws IOException when it cannot be mapped: its owner is gone, or this process may not
     */
    public ByteBuffer buffer() throws IOException {
        return mapped().duplicate().order(ByteOrder.nativeOrder());
    }

    /** The mapping itself; its position and limit must not be changed. */
    ByteBuffer mapped() throws IOException {
        WeakReference<MappedByteBuffer> known = MAPPED.get(file);
        MappedByteBuffer memory = known == null ? null : known.get();
        if (memory == null) {
            memory = map();
            MAPPED.put(file, new WeakReference<>(memory));
        }
        return memory;
    }

    private MappedByteBuffer map() throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(file), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() != bytes) {
                throw new IOException("the shared memory has " + channel.size() + " bytes instead of " + bytes);
            }
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
        } catch (NoSuchFileException e) {
            throw new IOException("the coordinator that owns the shared memory is gone, or runs on another machine", e);
        }
    }
}
