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
 * Values of a structured type through Kryo, with exactly the classes registered that the type can reach: bytes can name no
 * other class. Both sides walk the same type in the same order, so the numbers of the classes agree.
 *
 * <p>A Kryo instance serves one thread at a time. Idle ones wait in a small pool: a thread-local would keep one for each
 * virtual thread.
 */
final class KryoCodec<T> implements Codec<T> {
    private static final int FIRST_BUFFER = 512;
    private static final int KEPT_BUFFER = 1 << 20;

    private final String typeName;
    private final Class<?> raw;
    private final List<Class<?>> classes;
    private final ArrayBlockingQueue<Coder> idle =
            new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors());

    private KryoCodec(Type type, List<Class<?>> classes) {
        this.typeName = type.getTypeName();
        Class<?> named = TypeArguments.raw(type);
        this.raw = named == null || named.isPrimitive() ? Object.class : named;
        this.classes = classes;
    }

    static <T> Codec<T> of(Type type) {
        KryoCodec<T> codec = new KryoCodec<>(type, ReachableClasses.of(type));
        codec.release(codec.acquire()); // a class that Kryo refuses shows now, not at the first task
        return codec;
    }

    @Override
    public ByteBuffer encode(T value) throws IOException {
        Coder coder = acquire();
        try {
            coder.kryo.writeClassAndObject(coder.output, value);
            return ByteBuffer.wrap(coder.output.toBytes());
        } catch (IllegalArgumentException e) {
            throw new IOException(refusal(value, e), e);
        } catch (KryoException e) {
            throw new IOException(refusal(value, e.getCause() == null ? e : e.getCause()), e);
        } catch (StackOverflowError e) {
            throw new IOException(refusal(value, e) + ": it is nested too deeply, or contains itself", e);
        } finally {
            release(coder);
        }
    }

    private String refusal(T value, Throwable why) {
        String className = value == null ? "null" : value.getClass().getName();
        return className + " cannot be encoded as " + typeName + ": " + reason(why);
    }

    /** Without Kryo's path to the place, which has a line for each level. */
    private static String reason(Throwable why) {
        return why.getMessage() == null
                ? why.toString()
                : why.getMessage().lines().findFirst().orElse("");
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
        try {
            coder.input.setBuffer(array, offset, length);
            T value = (T) coder.kryo.readClassAndObject(coder.input);
            if (coder.input.position() != offset + length) {
                throw new IOException(
                        (offset + length - coder.input.position()) + " bytes are left over after one " + typeName);
            }
            if (value != null && !raw.isInstance(value)) {
                throw new IOException("these bytes are a " + value.getClass().getName() + " and not one " + typeName);
            }
            return value;
        } catch (RuntimeException | StackOverflowError e) { // whatever a serializer makes of broken bytes
            throw new IOException("these bytes are not one " + typeName + ": " + reason(e), e);
        } finally {
            release(coder);
        }
    }

    private Coder acquire() {
        Coder coder = idle.poll();
        return coder != null ? coder : new Coder(classes);
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

        Coder(List<Class<?>> classes) {
            kryo.setRegistrationRequired(true);
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

    /** Bytes name classes by their numbers. Kryo would load one that is named otherwise before it finds it unregistered. */
    private static final class NumbersOnly extends DefaultClassResolver {
        @Override
        protected Registration readName(Input input) {
            throw new KryoException("a class is named that is not registered");
        }
    }
}
