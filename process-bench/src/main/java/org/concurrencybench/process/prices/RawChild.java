package org.concurrencybench.process.prices;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The other JVM of the raw floor. It ends with its standard input. */
final class RawChild {
    /** Ends at once. */
    static final String NOTHING = "nothing";
    /** Waits for the end of its input, once it has written a byte. */
    static final String WAIT = "wait";
    /** Sends back blocks of a size. */
    static final String ECHO = "echo";
    /** Takes numbers, and answers a negative one. */
    static final String ITEMS = "items";
    /** Sends back blocks of a size on a socket. */
    static final String SOCKET = "socket";
    /** Does its part of a {@link MappedWork} as often as it is told. */
    static final String MAPPED = "mapped";
    /** Takes and releases the lock of a file as often as it is told. */
    static final String FILE_LOCK = "file-lock";

    private RawChild() {}

    public static void main(String[] args) throws Exception {
        try (DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
                FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            try {
                serve(args, in, out);
            } catch (EOFException e) {
                // the parent needs it no longer
            }
        }
    }

    private static void serve(String[] args, DataInputStream in, FileOutputStream out) throws Exception {
        switch (args[0]) {
            case NOTHING -> {}
            case WAIT -> {
                out.write(1);
                in.readByte();
            }
            case ECHO -> echo(Integer.parseInt(args[1]), in, out);
            case ITEMS -> items(in, out);
            case SOCKET -> RawSocket.echo(Path.of(args[1]), Integer.parseInt(args[2]));
            case MAPPED -> {
                ByteBuffer words = RawMapped.map(Path.of(args[1]));
                MappedWork work = MappedWork.valueOf(args[2]);
                serve(in, out, times -> work.run(words, 1, times));
            }
            case FILE_LOCK -> {
                try (RawFileLock.Locked file = RawFileLock.Locked.open(Path.of(args[1]))) {
                    serve(in, out, file::run);
                }
            }
            default -> throw new IllegalArgumentException("unknown part '" + args[0] + "'");
        }
    }

    private static void echo(int bytes, DataInputStream in, FileOutputStream out) throws IOException {
        byte[] block = new byte[bytes];
        while (true) {
            in.readFully(block);
            out.write(block);
        }
    }

    private static void items(DataInputStream in, FileOutputStream out) throws IOException {
        byte[] item = new byte[Long.BYTES];
        ByteBuffer number = ByteBuffer.wrap(item);
        while (true) {
            in.readFully(item);
            if (number.getLong(0) < 0) {
                out.write(item);
            }
        }
    }

    private static void serve(DataInputStream in, FileOutputStream out, Rounds.Part part) throws Exception {
        while (true) {
            part.run(in.readInt());
            out.write(1);
        }
    }
}
