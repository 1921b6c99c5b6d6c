package org.concurrencybench.process.internal.broker;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.concurrencybench.process.fixtures.RawFrames;
import org.concurrencybench.process.internal.transport.Hello;
import org.concurrencybench.process.internal.wire.FrameType;

/** What somebody says who is not the owner of shared objects, to a process that asks for them. */
enum FalseOwner {
    HANGS_UP("has turned this process away") {
        @Override
        ByteBuffer words(Path directory) {
            return ByteBuffer.allocate(0);
        }
    },
    GARBAGE("not a frame") {
        @Override
        ByteBuffer words(Path directory) {
            return ByteBuffer.wrap(
                    "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    },
    TOO_MUCH("a frame announces") {
        @Override
        ByteBuffer words(Path directory) {
            return RawFrames.announcing(FrameType.ANSWER, Broker.MAX_PAYLOAD + 100);
        }
    },
    ANOTHER_FRAME("answered with TASK") {
        @Override
        ByteBuffer words(Path directory) {
            return RawParty.frame(FrameType.TASK, 0, ByteBuffer.allocate(20));
        }
    },
    NO_STATUS("an answer is empty") {
        @Override
        ByteBuffer words(Path directory) {
            return RawParty.frame(FrameType.ANSWER, 0, ByteBuffer.allocate(0));
        }
    },
    NO_NUMBER("names no shared memory") {
        @Override
        ByteBuffer words(Path directory) {
            return welcome(Answer.of(Status.OK));
        }
    },
    REFUSES("names no shared memory") {
        @Override
        ByteBuffer words(Path directory) {
            return welcome(Answer.of(Status.REFUSED, "not you, and nobody else either"));
        }
    },
    MEMORY_THAT_IS_NOT_THERE("is not there") {
        @Override
        ByteBuffer words(Path directory) {
            return welcome(directory.resolve("words"));
        }
    },
    MEMORY_OF_ANOTHER_SIZE("has 5 bytes instead of") {
        @Override
        ByteBuffer words(Path directory) throws IOException {
            return welcome(Files.writeString(directory.resolve("words"), "12345"));
        }
    },
    A_FILE_OF_THE_USER("is no shared memory") {
        @Override
        ByteBuffer words(Path directory) throws IOException {
            return welcome(Files.write(directory.resolve("photo"), new byte[Words.BYTES]));
        }
    };

    /** What the message says. */
    final String reason;

    FalseOwner(String reason) {
        this.reason = reason;
    }

    abstract ByteBuffer words(Path directory) throws IOException;

    private static ByteBuffer welcome(Path file) {
        return welcome(Answer.ok(7, ByteBuffer.wrap(file.toString().getBytes(StandardCharsets.UTF_8))));
    }

    private static ByteBuffer welcome(Answer answer) {
        return RawParty.frame(FrameType.ANSWER, 0, answer.payload());
    }

    /** Where it waits. */
    record Door(ServerSocketChannel server, String address) implements Closeable {
        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    /** Waits for one process, hears its hello, says its words and hangs up. */
    Door open(Path directory) throws IOException {
        Path socket = directory.resolve("broker");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        ByteBuffer words = words(directory);
        Thread.ofPlatform().daemon().name("false-owner").start(() -> {
            try (SocketChannel peer = server.accept()) {
                ByteBuffer hello = ByteBuffer.allocate(Hello.FRAME_BYTES);
                while (hello.hasRemaining() && peer.read(hello) >= 0) {}
                while (words.hasRemaining()) {
                    peer.write(words);
                }
            } catch (IOException e) {
                // the process has hung up first
            }
        });
        return new Door(server, socket.toString());
    }
}
