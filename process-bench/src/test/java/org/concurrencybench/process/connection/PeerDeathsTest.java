package org.concurrencybench.process.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.fixtures.QuickJvm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a connection when the process at its other end is killed or stopped. */
@Timeout(300)
class PeerDeathsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration MOMENT = Duration.ofMillis(200);
    private static final byte[] KEY = "a key".getBytes(StandardCharsets.UTF_8);
    private static final SocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    Path directory;

    private final List<Process> processes = new ArrayList<>();

    private Process start(Class<?> main, String... arguments) throws IOException {
        Process process = QuickJvm.start(main, List.of(arguments));
        processes.add(process);
        return process;
    }

    @AfterEach
    void endAll() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    private static SocketAddress address(String text) {
        return text.startsWith("/")
                ? UnixDomainSocketAddress.of(text)
                : new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(text));
    }

    private static String text(SocketAddress address) {
        return address instanceof InetSocketAddress net ? Integer.toString(net.getPort()) : address.toString();
    }

    private SocketAddress place(String kind) {
        return kind.equals("unix") ? UnixDomainSocketAddress.of(directory.resolve("socket")) : ANY;
    }

    /** Sends three messages, answers one, and hangs. */
    static final class Client {
        public static void main(String[] arguments) throws Exception {
            try (var connection = PeerConnection.connect(address(arguments[0]), KEY, String.class)) {
                for (int i = 0; i < 3; i++) {
                    connection.send("message " + i);
                }
                connection.send("answer to " + connection.receive());
                hang();
            }
        }
    }

    /** Connects, proves nothing, and hangs. */
    static final class SilentClient {
        public static void main(String[] arguments) throws Exception {
            try (var channel = SocketChannel.open(address(arguments[0]))) {
                Files.writeString(Path.of(arguments[1]), "connected to " + channel.getRemoteAddress());
                hang();
            }
        }
    }

    /** Listens at a path, sends a message to the first client, and hangs. */
    static final class Listener {
        public static void main(String[] arguments) throws Exception {
            try (var listener = ConnectionListener.bind(address(arguments[0]), KEY, String.class);
                    var connection = listener.accept(LONG).orElseThrow()) {
                connection.send("welcome");
                hang();
            }
        }
    }

    private static void hang() {
        while (true) {
            LockSupport.park();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "tcp"})
    void whatAKilledPeerHasSentIsReceivedAndThenTheEnd(String kind) throws Exception {
        try (var listener = ConnectionListener.bind(place(kind), KEY, String.class)) {
            Process client = start(Client.class, text(listener.address()));
            try (var connection = listener.accept(LONG).orElseThrow()) {
                connection.send("question");
                for (int i = 0; i < 3; i++) {
                    assertEquals("message " + i, connection.receive());
                }
                assertEquals("answer to question", connection.receive());
                connection.send("never read"); // so the system resets the connection instead of ending it
                Thread.sleep(50);
                client.destroyForcibly().waitFor();
                assertThrows(EOFException.class, connection::receive);
                assertThrows(EOFException.class, () -> connection.receive(LONG));
                assertThrows(IOException.class, () -> {
                    for (int i = 0; i < 100; i++) { // the first one may find out only
                        connection.send("to nobody");
                    }
                });
            }
        }
    }

    @Test
    void timeoutsHoldWhileThePeerIsStopped() throws Exception {
        try (var listener = ConnectionListener.bind(place("unix"), KEY, String.class)) {
            Process client = start(Client.class, text(listener.address()));
            try (var connection = listener.accept(LONG).orElseThrow()) {
                for (int i = 0; i < 3; i++) {
                    connection.receive();
                }
                Processes.stop(client.pid());
                connection.send("question");
                assertEquals(Optional.empty(), connection.receive(MOMENT));
                Processes.resume(client.pid());
                assertEquals(Optional.of("answer to question"), connection.receive(LONG));
            }
        }
    }

    @Test
    void killedListenerEndsItsConnectionsAndLeavesItsFile() throws Exception {
        Path file = directory.resolve("socket");
        Process listener = start(Listener.class, file.toString());
        Processes.await(LONG, "it listens", () -> Files.exists(file));
        try (var connection = connected(file)) {
            assertEquals("welcome", connection.receive());
            listener.destroyForcibly().waitFor();
            assertThrows(EOFException.class, connection::receive);
        }
        assertThrows(
                IOException.class, () -> PeerConnection.connect(UnixDomainSocketAddress.of(file), KEY, String.class));
        assertThrows(
                IOException.class, () -> ConnectionListener.bind(UnixDomainSocketAddress.of(file), KEY, String.class));
        Files.delete(file);
        ConnectionListener.bind(UnixDomainSocketAddress.of(file), KEY, String.class)
                .close();
    }

    /** The file is there a moment before somebody listens. */
    private static PeerConnection<String> connected(Path file) throws Exception {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (true) {
            try {
                return PeerConnection.connect(UnixDomainSocketAddress.of(file), KEY, String.class);
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(5);
            }
        }
    }

    @Test
    @Tag("slow") // the limit is ten seconds
    void stoppedListenerFailsAHandshakeWithinItsLimitAndServesLater() throws Exception {
        Path file = directory.resolve("socket");
        Process listener = start(Listener.class, file.toString());
        Processes.await(LONG, "it listens", () -> Files.exists(file));
        Thread.sleep(50);
        Processes.stop(listener.pid());
        assertThrows(
                IOException.class, () -> PeerConnection.connect(UnixDomainSocketAddress.of(file), KEY, String.class));
        Processes.resume(listener.pid());
        try (var connection = connected(file)) {
            assertEquals("welcome", connection.receive());
        }
    }

    @Test
    void clientThatIsStoppedOrKilledInItsHandshakeHoldsUpNoOther() throws Exception {
        try (var listener = ConnectionListener.bind(place("unix"), KEY, String.class)) {
            Path connected = directory.resolve("connected");
            Process silent = start(SilentClient.class, text(listener.address()), connected.toString());
            Processes.await(LONG, "it is connected", () -> Files.exists(connected));
            Processes.stop(silent.pid());
            try (var client = PeerConnection.connect(listener.address(), KEY, String.class);
                    var server = listener.accept(LONG).orElseThrow()) {
                client.send("hello");
                assertEquals("hello", server.receive());
            }
            silent.destroyForcibly().waitFor();
            try (var client = PeerConnection.connect(listener.address(), KEY, String.class);
                    var server = listener.accept(LONG).orElseThrow()) {
                client.send("hello");
                assertEquals("hello", server.receive());
            }
            assertTrue(listener.accept(Duration.ofMillis(20)).isEmpty());
        }
        assertFalse(Files.exists(directory.resolve("socket")));
    }
}
