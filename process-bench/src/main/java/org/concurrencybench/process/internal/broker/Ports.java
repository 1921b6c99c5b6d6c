package org.concurrencybench.process.internal.broker;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The ports of this process, one for each broker that it uses, opened when first needed. */
public final class Ports {
    private static final Map<String, Port> BY_ADDRESS = new ConcurrentHashMap<>();
    /** What is locked while a port is opened: an owner that does not answer holds up nobody who uses another one. */
    private static final Map<String, Object> OPENING = new ConcurrentHashMap<>();

    private Ports() {}

    /**
     * The port to the broker at {@code address}.
     *
     * @param token the broker's secret, hexadecimal
     * @throws PortClosedException when it cannot be reached
     */
    public static Port to(String address, String token) throws PortClosedException {
        Port known = BY_ADDRESS.get(address);
        return known != null && known.isOpen() ? known : open(address, token);
    }

    private static Port open(String address, String token) throws PortClosedException {
        synchronized (OPENING.computeIfAbsent(address, key -> new Object())) {
            Port known = BY_ADDRESS.get(address);
            if (known != null) {
                if (known.isOpen()) {
                    return known;
                }
                throw new PortClosedException("the owner of the shared object has ended, or has closed it");
            }
            try {
                Port opened = RemotePort.connect(address, HexFormat.of().parseHex(token));
                BY_ADDRESS.put(address, opened);
                return opened;
            } catch (IOException | IllegalArgumentException e) {
                throw new PortClosedException("the owner of the shared object cannot be reached: " + e.getMessage(), e);
            }
        }
    }

    /** The port is used for that address, unless there is one that works. */
    static void offer(String address, Port port) {
        synchronized (OPENING.computeIfAbsent(address, key -> new Object())) {
            Port known = BY_ADDRESS.get(address);
            if (known == null || !known.isOpen()) {
                BY_ADDRESS.put(address, port);
            }
        }
    }

    static void register(String address, Port own) {
        BY_ADDRESS.put(address, own);
    }

    static void forget(@Nullable String address) {
        if (address != null) {
            BY_ADDRESS.remove(address);
        }
    }
}
