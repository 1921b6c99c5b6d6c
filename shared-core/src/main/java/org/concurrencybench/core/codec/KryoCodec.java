package org.concurrencybench.core.codec;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.serializers.DefaultSerializers;
import com.esotericsoftware.kryo.kryo5.serializers.ImmutableCollectionsSerializers;
import com.esotericsoftware.kryo.kryo5.util.DefaultClassResolver;
import java.io.IOException;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Values of a structured type through Kryo, with exactly the classes registered that the type can reach: bytes can name
 * no other class. Both sides walk the same type in the same order, so the numbers of the classes agree.
 *
 * <p>A Kryo instance serves one thread at a time. Idle ones wait in a small pool: a thread-local would keep one for
 * each virtual thread.
 */
final class KryoCodec<T> implements Codec<T> {
    private static final int FIRST_BUFFER = 512;
    private static final int KEPT_BUFFER = 1 << 20;

    // What Kryo says.
    private static final String TOO_DEEP = "Max depth exceeded";
    private static final String UNKNOWN = "Class is not registered";

    /**
     * How many values may stand inside of one another. Each takes up to 600 bytes of a stack, compiled or not, so that
     * these fit into half of a usual one, in a worker and in the pool alike. A stack that overflows would leave behind
     * classes that can never be initialized again, in whatever JVM it happens.
     */
    static final int MAX_DEPTH = 500;

    private final String typeName;
    private final Class<?> raw;
    private final List<Class<?>> classes;
    private final int maxDepth;
    private final ArrayBlockingQueue<Coder> idle =
            new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors());

    private KryoCodec(Type type, List<Class<?>> classes, int maxDepth) {
        this.typeName = type.getTypeName();
        Class<?> named = TypeArguments.raw(type);
        this.raw = named == null || named.isPrimitive() ? Object.class : named;
        this.classes = classes;
        this.maxDepth = maxDepth;
    }

    static <T> Codec<T> of(Type type) {
        return of(type, MAX_DEPTH);
    }

    /** For values that are nested no deeper than so. */
    static <T> Codec<T> of(Type type, int maxDepth) {
        KryoCodec<T> codec = new KryoCodec<>(type, ReachableClasses.of(type), maxDepth);
        codec.release(codec.acquire()); // a class that Kryo refuses shows now, not at the first task
        return codec;
    }

    @Override
    public ByteBuffer encode(T value) throws IOException {
        Coder coder = acquire();
        ByteBuffer bytes;
        try {
            coder.kryo.writeClassAndObject(coder.output, value);
            bytes = ByteBuffer.wrap(coder.output.toBytes());
        } catch (IllegalArgumentException e) {
            release(coder);
            throw new IOException(refusal(value, e), e);
        } catch (KryoException e) {
            release(coder);
            throw new IOException(refusal(value, e.getCause() == null ? e : e.getCause()), e);
        } catch (StackOverflowError e) { // the thread was deep before; the coder is in no known state
            throw new IOException(refusal(value, e) + ": it is nested too deeply, or contains itself", e);
        }
        release(coder);
        return bytes;
    }

    private String refusal(T value, Throwable why) {
        String className = value == null ? "null" : value.getClass().getName();
        return className + " cannot be encoded as " + typeName + ": " + reason(why);
    }

    /** Without Kryo's path to the place, which has a line for each level. */
    private String reason(Throwable why) {
        String message = why.getMessage();
        if (message == null) {
            return why.toString();
        }
        if (message.startsWith(UNKNOWN)) {
            return message.lines().findFirst().orElse("")
                    + "; a list, set or map of another class than the usual ones must be copied (List.copyOf, new ArrayList<>)";
        }
        return message.startsWith(TOO_DEEP)
                ? "more than " + maxDepth
                        + " values stand inside of one another: it contains itself, or is a chain that a list"
                        + " would hold flat"
                : message.lines().findFirst().orElse("");
    }

    @Override
    @SuppressWarnings(
            "unchecked") // its class is looked at; those of elements are of the type's, though perhaps elsewhere in it
    public T decode(ByteBuffer bytes) throws IOException {
        byte[] array;
        int offset;
        int length = bytes.remaining();
        if (bytes.hasArray()) {
            array = bytes.array();
            offset = bytes.arrayOffset() + bytes.position();
            bytes.position(bytes.limit());
        } else {
            array = new byte[length];
            offset = 0;
            bytes.get(array);
        }
        Coder coder = acquire();
        T value;
        try {
            coder.input.setBuffer(array, offset, length);
            value = (T) coder.kryo.readClassAndObject(coder.input);
            if (coder.input.position() != offset + length) {
                throw new IOException(
                        (offset + length - coder.input.position()) + " bytes are left over after one " + typeName);
            }
            if (value != null && !raw.isInstance(value)) {
                throw new IOException("these bytes are a " + value.getClass().getName() + " and not one " + typeName);
            }
        } catch (IOException e) {
            release(coder);
            throw e;
        } catch (RuntimeException e) { // whatever a serializer makes of broken bytes
            release(coder);
            throw new IOException("these bytes are not one " + typeName + ": " + reason(e), e);
        } catch (StackOverflowError e) { // as in encode
            throw new IOException("these bytes are not one " + typeName + ": " + reason(e), e);
        }
        release(coder);
        return value;
    }

    private Coder acquire() {
        Coder coder = idle.poll();
        return coder != null ? coder : new Coder(classes, maxDepth);
    }

    private void release(Coder coder) {
        coder.kryo.reset();
        coder.output.reset();
        coder.input.setBuffer(Coder.NOTHING);
        if (coder.output.getBuffer().length > KEPT_BUFFER) {
            coder.output.setBuffer(new byte[FIRST_BUFFER], -1);
        }
        boolean unused = idle.offer(coder); // a full pool drops it
    }

    /** One Kryo and its buffers, used by one thread at a time. */
    private static final class Coder {
        private static final byte[] NOTHING = new byte[0];

        private final Kryo kryo = new Kryo(new NumbersOnly(), null);
        private final Output output = new Output(FIRST_BUFFER, -1);
        private final Input input;

        Coder(List<Class<?>> classes, int maxDepth) {
            kryo.setRegistrationRequired(true);
            kryo.setMaxDepth(maxDepth);
            ImmutableCollectionsSerializers.addDefaultSerializers(kryo);
            kryo.addDefaultSerializer(URI.class, new DefaultSerializers.URISerializer());
            kryo.addDefaultSerializer(UUID.class, new DefaultSerializers.UUIDSerializer());
            for (Class<?> known : classes) {
                kryo.register(known);
            }
            int small = kryo.getNextRegistrationId() + 2; // 0 and 1 say something else
            for (Class<?> known : classes) {
                if (known.isEnum()) {
                    small = Math.max(small, known.getEnumConstants().length + 1); // 0 is null
                }
            }
            input = new BoundedInput(small);
        }
    }

    /**
     * Bytes name classes by their numbers. Kryo would load one that is named otherwise before it finds it unregistered.
     */
    private static final class NumbersOnly extends DefaultClassResolver {
        @Override
        protected Registration readName(Input input) {
            throw new KryoException("a class is named that is not registered");
        }
    }
}
