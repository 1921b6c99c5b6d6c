package org.concurrencybench.process.internal.broker;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Words of memory that all processes of a broker have mapped: one for each object that can be used without asking the
 * broker. A file of fixed length in the owner's run directory, written in full when it is made, so that no later access
 * needs room on the disk; it is never truncated.
 *
 * @implNote Words are a cache line apart. The mapping lives as long as something refers to it: the memory of a file
 *     that was deleted stays valid.
 */
public final class Words {
    /** How many objects with a word one broker can have. */
    static final int COUNT = 16_384;

    /** The last part of the path of every such file. */
    static final String NAME = "words";

    private static final int STRIDE = 64;
    /** At which a thread of the owner listens that waits for an answer of its own. */
    private static final int OWN_BELL = COUNT;

    /** At which the owner listens always. */
    private static final int SERVER_BELL = COUNT + 1;

    private static final int STAMPS = COUNT + 2;
    private static final int JOINED = COUNT + 3;
    static final int BYTES = (COUNT + 4) * STRIDE;
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final MappedByteBuffer memory;

    private Words(MappedByteBuffer memory) {
        this.memory = memory;
    }

    /** Makes the file. */
    static Words create(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(BYTES);
            while (zeros.hasRemaining()) {
                channel.write(zeros);
            }
            return map(channel);
        }
    }

    /** Maps the file of another process. Another file than one of this name is refused: it may hold anything. */
    static Words open(Path file) throws IOException {
        if (!file.endsWith(NAME)) {
            throw new IOException(file + " is no shared memory");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() != BYTES) {
                throw new IOException(file + " has " + channel.size() + " bytes instead of " + BYTES);
            }
            return map(channel);
        } catch (NoSuchFileException e) {
            throw new IOException("the shared memory " + file + " is not there", e);
        }
    }

    private static Words map(FileChannel channel) throws IOException {
        return new Words(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
    }

    public long get(int slot) {
        return (long) LONG.getVolatile(memory, slot * STRIDE);
    }

    public void set(int slot, long value) {
        LONG.setVolatile(memory, slot * STRIDE, value);
    }

    public boolean compareAndSet(int slot, long expected, long value) {
        return LONG.compareAndSet(memory, slot * STRIDE, expected, value);
    }

    public long getAndAdd(int slot, long delta) {
        return (long) LONG.getAndAdd(memory, slot * STRIDE, delta);
    }

    Bell ownBell(Futex futex) {
        return new Bell(memory, OWN_BELL * STRIDE, futex);
    }

    Bell serverBell(Futex futex) {
        return new Bell(memory, SERVER_BELL * STRIDE, futex);
    }

    /** Later for what happens later, in whichever process. */
    long nextStamp() {
        return getAndAdd(STAMPS, 1);
    }

    /** From now on some process may wait until items of queues are received or done. To be said before it is looked. */
    void setJoined() {
        if (get(JOINED) == 0) {
            set(JOINED, 1);
        }
    }

    /** To be asked after something was sent that such a process waits for. */
    boolean isJoined() {
        return get(JOINED) != 0;
    }
}
