package org.concurrencybench.process.internal.transport;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.concurrencybench.process.api.AuthenticationFailedException;

/**
 * How both ends show that they have the key without sending it: the listener begins with a random number, the client
 * answers with one of its own and an HMAC-SHA256 (RFC 2104), the listener with another.
 *
 * <p>Each HMAC covers the role of its sender, both numbers and the listener's address. So none can be used again, sent
 * back to its maker, or be relayed through a listener at another address.
 */
public final class Proof {
    public static final byte[] GREETING = "cbench-1".getBytes(StandardCharsets.US_ASCII);

    private static final int NONCE_BYTES = 32;
    private static final int MAC_BYTES = 32;
    private static final byte LISTENER = 'L';
    private static final byte CLIENT = 'C';
    private static final String ALGORITHM = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    public Proof(byte[] key) {
        if (key.length == 0) {
            throw new IllegalArgumentException("the key must not be empty: anybody would have it");
        }
        this.key = key.clone();
    }

    /** As both ends see it: of the connection itself, not of how it was named. */
    private static byte[] bytes(SocketAddress listener) {
        String text = listener instanceof InetSocketAddress network
                ? network.getAddress().getHostAddress() + ":" + network.getPort()
                : Path.of(listener.toString()).toAbsolutePath().normalize().toString();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The listener's part, on a blocking channel. */
    public void ofListener(SocketChannel channel) throws IOException {
        byte[] own = nonce();
        byte[] address = bytes(channel.getLocalAddress());
        write(channel, GREETING, own);
        byte[] others = read(channel, NONCE_BYTES);
        byte[] shown = read(channel, MAC_BYTES);
        if (!MessageDigest.isEqual(shown, mac(CLIENT, own, others, address))) {
            throw new AuthenticationFailedException("a client has another key, or speaks to another address");
        }
        write(channel, mac(LISTENER, own, others, address));
    }

    /** The client's part, on a blocking channel. */
    public void ofClient(SocketChannel channel) throws IOException {
        if (!MessageDigest.isEqual(read(channel, GREETING.length), GREETING)) {
            throw new AuthenticationFailedException("what listens there is no listener of this library");
        }
        byte[] others = read(channel, NONCE_BYTES);
        byte[] own = nonce();
        byte[] address = bytes(channel.getRemoteAddress());
        write(channel, own, mac(CLIENT, others, own, address));
        byte[] shown;
        try {
            shown = read(channel, MAC_BYTES);
        } catch (EOFException e) {
            throw new AuthenticationFailedException("the listener has another key, or is at another address");
        }
        if (!MessageDigest.isEqual(shown, mac(LISTENER, others, own, address))) {
            throw new AuthenticationFailedException("the listener does not have the key");
        }
    }

    private static byte[] nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return nonce;
    }

    private byte[] mac(byte role, byte[] listeners, byte[] clients, byte[] address) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(role);
            mac.update(listeners);
            mac.update(clients);
            return mac.doFinal(address);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static void write(SocketChannel channel, byte[]... parts) throws IOException {
        for (byte[] part : parts) {
            ByteBuffer bytes = ByteBuffer.wrap(part);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private static byte[] read(SocketChannel channel, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the other end has closed the connection during the handshake");
            }
        }
        return bytes.array();
    }
}
