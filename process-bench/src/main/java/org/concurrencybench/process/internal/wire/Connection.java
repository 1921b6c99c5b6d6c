package org.concurrencybench.process.internal.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Frames to and from one peer; both sides use it.
 *
 * @implNote One thread at a time receives. Any thread may send: it gathers frames and writes them itself, since waking
 *     a writer thread for each task would cost more than the write. The channel is non-blocking, so a write never
 *     waits, and an interrupt of the sending thread does not close the channel, as it would with a blocking one. What
 *     the socket does not take is left to the receiving thread, which waits for room while it waits for bytes.
 */
public final class Connection implements Closeable, Consumer<SelectionKey> {
    private static final int SOCKET_BUFFER_BYTES = 1 << 20;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final FrameReader reader;
    private final FrameWriter writer = new FrameWriter();
    private final ReentrantLock sending = new ReentrantLock();
    private final AtomicLong received = new AtomicLong();
    /** Of a payload in a frame: the largest of a task, and what a bundle puts before it. */
    private final int maxBytes;

    private final @Nullable String outgoingFiles;
    private final @Nullable String incomingFiles;
    /**
     * Made for the first large payload: most connections never have one, and the classes would delay a worker's start.
     */
    private @Nullable MappedWriter mappedWriter;

    private volatile @Nullable MappedReader mappedReader;
    /** The payload of the frame that came last, where it stands in a mapped file and was not kept. */
    private @Nullable ByteBuffer mapped;

    private boolean mayHaveMore;
    private boolean writable;
    /** Whether the receiving thread is to write what the socket did not take; guarded by the lock. */
    private boolean waitsForRoom;

    private boolean widened;

    /** One whose payloads all go through the channel. */
    public Connection(SocketChannel channel, int maxPayload) throws IOException {
        this(channel, maxPayload, null, null);
    }

    /**
     * One whose large payloads go through mapped files, whose names begin like this; through the channel where there
     * are no names.
     */
    public Connection(
            SocketChannel channel, int maxPayload, @Nullable String outgoingFiles, @Nullable String incomingFiles)
            throws IOException {
        this.channel = channel;
        this.maxBytes = maxPayload + Bundle.HEADER_BYTES;
        this.outgoingFiles = outgoingFiles;
        this.incomingFiles = incomingFiles;
        this.reader = new FrameReader(maxBytes);
        channel.configureBlocking(false);
        selector = Selector.open();
        key = channel.register(selector, SelectionKey.OP_READ);
    }

    /** Taken around {@link #gather} and {@link #flush}; frames gathered under one hold leave together. */
    public ReentrantLock sending() {
        return sending;
    }

    /** Adds a frame to those that the next flush writes; parts of a large one leave at once. The lock must be held. */
    public void gather(FrameType type, int attempt, long id, long nanos, ByteBuffer payload) throws IOException {
        if (payload.remaining() >= MappedWriter.LEAST_BYTES && outgoingFiles != null) {
            MappedWriter target = mappedWriter(outgoingFiles);
            if (target.begin(payload)) {
                gatherMapped(target, type, attempt, id, nanos, payload);
                return;
            }
            widen();
        }
        writer.add(type, 0, attempt, id, nanos, payload);
    }

    private MappedWriter mappedWriter(String files) {
        MappedWriter known = mappedWriter;
        if (known == null) {
            known = new MappedWriter(files);
            mappedWriter = known;
        }
        return known;
    }

    private void gatherMapped(MappedWriter target, FrameType type, int attempt, long id, long nanos, ByteBuffer payload)
            throws IOException {
        ByteBuffer descriptor = target.next(payload);
        while (!target.isComplete(payload)) {
            writer.add(type, Frame.MAPPED_PART, attempt, id, nanos, descriptor);
            flush();
            descriptor = target.next(payload);
        }
        writer.add(type, Frame.MAPPED, attempt, id, nanos, descriptor);
    }

    /**
     * The default buffer of a Unix socket holds a fifth of a mebibyte, and a large payload would need as many wake-ups
     * as that has parts. Not done at the start: looking up socket options takes several milliseconds of it.
     */
    private void widen() throws IOException {
        if (!widened) {
            widened = true;
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
        }
    }

    /** Writes what was gathered, or as much as the socket takes now. The lock must be held. */
    public void flush() throws IOException {
        if (waitsForRoom || writer.writeTo(channel)) {
            return;
        }
        waitsForRoom = true;
        key.interestOpsOr(SelectionKey.OP_WRITE);
        selector.wakeup();
    }

    /** Sends one frame now. */
    public void send(FrameType type, ByteBuffer payload) throws IOException {
        sending.lock();
        try {
            gather(type, 0, 0, 0, payload);
            flush();
        } finally {
            sending.unlock();
        }
    }

    /**
     * Waits until bytes have arrived, {@link #wakeup} was called or {@code timeoutMillis} have passed (0: no limit),
     * and reads them. Returns false at the end of the stream.
     */
    public boolean receive(long timeoutMillis) throws IOException {
        if (!mayHaveMore) {
            writable = false;
            selector.select(this, timeoutMillis);
            if (writable) {
                finishWriting();
            }
        }
        int read = reader.fill(channel);
        mayHaveMore = read > 0 && reader.isFull();
        received.addAndGet(Math.max(read, 0));
        return read >= 0;
    }

    /** What the selector says of the channel: spares the set of keys that it would fill otherwise. */
    @Override
    public void accept(SelectionKey ready) {
        writable = ready.isWritable();
    }

    /**
     * Waits until the socket has taken all that was gathered, and receives nothing meanwhile: a peer that does not read
     * its answers is to send no further calls. Called by the receiving thread, of a side whose peer always reads.
     */
    public void awaitWritten() throws IOException {
        boolean waited = false;
        while (isWaitingForRoom()) {
            waited = true;
            key.interestOps(SelectionKey.OP_WRITE);
            writable = false;
            selector.select(this);
            if (writable) {
                finishWriting();
            }
        }
        if (waited) {
            key.interestOpsOr(SelectionKey.OP_READ);
        }
    }

    private boolean isWaitingForRoom() {
        sending.lock();
        try {
            return waitsForRoom;
        } finally {
            sending.unlock();
        }
    }

    private void finishWriting() throws IOException {
        sending.lock();
        try {
            if (writer.writeTo(channel)) {
                waitsForRoom = false;
                key.interestOpsAnd(~SelectionKey.OP_WRITE);
            }
        } finally {
            sending.unlock();
        }
    }

    /** The next frame of those that arrived, or null. */
    @Nullable
    public Frame next() throws ProtocolViolation {
        if (mapped != null) {
            giveBack(mapped);
            mapped = null;
        }
        Frame frame;
        while ((frame = reader.next()) != null && frame.flags() == Frame.MAPPED_PART) {
            mappedReader(frame).announce(frame.payload());
        }
        if (frame == null || frame.flags() == 0) {
            return frame;
        }
        ByteBuffer payload = mappedReader(frame).get(frame.payload());
        mapped = payload;
        received.addAndGet(payload.remaining());
        return frame.with(payload);
    }

    private MappedReader mappedReader(Frame frame) throws ProtocolViolation {
        if (incomingFiles == null || (frame.flags() != Frame.MAPPED && frame.flags() != Frame.MAPPED_PART)) {
            throw new ProtocolViolation("a frame has the flags " + frame.flags() + ", which are unknown here");
        }
        MappedReader known = mappedReader;
        if (known == null) {
            known = new MappedReader(incomingFiles, maxBytes);
            mappedReader = known;
        }
        return known;
    }

    /** The payload of this frame, the one that came last, for use beyond the next one, until it is given back. */
    public ByteBuffer keep(Frame frame) {
        ByteBuffer payload = mapped;
        if (payload != null) {
            mapped = null;
            return payload;
        }
        return reader.keep(frame);
    }

    /** Called when a kept payload is needed no more; by any thread. */
    public void giveBack(ByteBuffer kept) {
        MappedReader inbox = mappedReader;
        if (inbox == null || !inbox.giveBack(kept)) {
            reader.giveBack(kept);
        }
    }

    /** Bytes received so far. */
    public long received() {
        return received.get();
    }

    /** Bytes sent so far. */
    public long sent() {
        sending.lock();
        try {
            return writer.written() + (mappedWriter == null ? 0 : mappedWriter.written());
        } finally {
            sending.unlock();
        }
    }

    public boolean isInsideFrame() {
        return reader.isInsideFrame();
    }

    /** Makes the receiving thread return from {@link #receive}. */
    public void wakeup() {
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            selector.close();
        }
    }
}
