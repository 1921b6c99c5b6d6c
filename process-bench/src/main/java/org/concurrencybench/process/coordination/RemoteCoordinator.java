package org.concurrencybench.process.coordination;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.NoSuchElementException;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.process.api.AuthenticationFailedException;
import org.concurrencybench.process.internal.Arguments;
import org.concurrencybench.process.internal.broker.Broker;
import org.concurrencybench.process.internal.broker.RemotePort;

/**
 * A connection of another program, perhaps on another machine, to a {@link Coordinator} that was started with an
 * address and a key. It finds the objects that were published there, by their names; they then work as everywhere.
 *
 * <p>This process asks the owner for everything, since it shares no memory with it: taking a free lock takes a message
 * and its answer. {@link SharedMemory} and arrays work on the owner's machine only. On that machine, pass handles to
 * the owner's own workers instead.
 *
 * <p>The end of the connection, by {@link #close}, by the death of this process or by the loss of its machine, is the
 * death of a user to the owner: it releases locks, gives permits back, and reports items, as with any other process.
 * The loss of a machine or a network is noticed within about half a minute.
 *
 * <p>Both ends prove that they have the key, which is never sent. What is sent afterwards is not encrypted: use it
 * within a network that is trusted. Addresses must not be translated in between: the proof covers them.
 *
 * <p>Handles of the owner's objects, however this process came by them, use this connection. A worker of this program
 * needs one of its own: connect in {@code WorkerFunction.open}.
 */
public final class RemoteCoordinator implements AutoCloseable {
    private final RemotePort port;
    private final SharedMap<String, PublishedHandle> directory;

    private RemoteCoordinator(RemotePort port) {
        this.port = port;
        this.directory = Coordinator.directory(new SharedHandle(port.ownerAddress(), "", Broker.DIRECTORY, -1));
    }

    /**
     * Connects. Takes ten seconds at most once the machine is reached.
     *
     * @param address where the coordinator listens: {@link Coordinator#address}
     * @param key that it was started with
     * @throws AuthenticationFailedException when one end does not have the key
     */
    public static RemoteCoordinator connect(InetSocketAddress address, byte[] key) throws IOException {
        return new RemoteCoordinator(
                RemotePort.connect(Arguments.required("address", address), Arguments.required("key", key)));
    }

    /**
     * The handle that was published under this name.
     *
     * @param type its class, such as {@code ProcessQueue.class}
     * @throws NoSuchElementException when there is none; the message lists the names that there are
     * @throws IllegalArgumentException when it is of another class
     */
    @SuppressWarnings("unchecked") // its class is checked; type arguments are the callers' matter, as with any lookup
    public <H extends Record> H lookup(String name, Class<? super H> type)
            throws IOException, InterruptedException, OwnerGoneException {
        Arguments.required("type", type);
        PublishedHandle published =
                directory.get(Arguments.required("name", name)).orElse(null);
        if (published == null) {
            throw new NoSuchElementException("nothing is published as " + name + "; there is " + names());
        }
        if (!published.type().equals(type.getName())) {
            throw new IllegalArgumentException(
                    name + " is a " + published.type() + ", not a " + type.getName() + ": name that class");
        }
        Codec<H> codec = ItemCodecs.of(published.type());
        return codec.decode(ByteBuffer.wrap(Base64.getDecoder().decode(published.encoded())));
    }

    /** The names of all that is published at this moment. */
    public List<String> names() throws IOException, InterruptedException, OwnerGoneException {
        return directory.keyList();
    }

    /** Ends the connection: to the owner, this process has ended. */
    @Override
    public void close() {
        port.disconnect();
    }
}
