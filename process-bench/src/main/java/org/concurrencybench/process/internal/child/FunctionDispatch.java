package org.concurrencybench.process.internal.child;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.process.api.Constants;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerContext;
import org.concurrencybench.process.api.WorkerFunction;
import org.jspecify.annotations.Nullable;

/** The functions of a {@code SharedPool}, as one. */
public final class FunctionDispatch implements WorkerFunction<FunctionValue, FunctionValue> {
    private static final String FUNCTION = "function";
    private static final String SETUP = "setup.";
    private static final String CONSTANTS_TYPE = "constants.type";
    private static final String CONSTANTS_BYTES = "constants.bytes";

    private final List<WorkerFunction<Object, Object>> functions = new ArrayList<>();

    /**
     * One spec for all of them, for the parent. Its codecs are those of no function: {@code SharedPool.of} has those.
     */
    @SuppressWarnings("unchecked") // it is started with, and no task is ever submitted by it
    public static FunctionSpec<FunctionValue, Object> spec(List<FunctionSpec<?, ?>> functions) {
        Map<String, String> setup = new HashMap<>();
        for (int i = 0; i < functions.size(); i++) {
            FunctionSpec<?, ?> one = functions.get(i);
            String prefix = prefix(i);
            setup.put(prefix + FUNCTION, one.type().getName());
            one.setup().forEach((key, value) -> setup.put(prefix + SETUP + key, value));
            Constants constants = one.constants();
            if (constants != null) {
                ByteBuffer bytes = constants.bytes();
                byte[] array = new byte[bytes.remaining()];
                bytes.get(array);
                setup.put(prefix + CONSTANTS_TYPE, constants.type());
                setup.put(prefix + CONSTANTS_BYTES, Base64.getEncoder().encodeToString(array));
            }
        }
        Class<? extends WorkerFunction<FunctionValue, Object>> self =
                (Class<? extends WorkerFunction<FunctionValue, Object>>) (Class<?>) FunctionDispatch.class;
        return new FunctionSpec<>(self, setup, new FunctionValue.Inputs(List.of()), (Codec<Object>)
                (Codec<?>) new FunctionValue.Outputs(List.of()));
    }

    private static String prefix(int number) {
        return number + ".";
    }

    @Override
    public void open(WorkerContext context) throws Exception {
        Map<String, String> all = context.setup();
        String type;
        while ((type = all.get(prefix(functions.size()) + FUNCTION)) != null) {
            WorkerFunction<Object, Object> function = Slots.make(type);
            String prefix = prefix(functions.size());
            functions.add(function); // opened or not, it is closed with the others
            function.open(new WorkerContext(
                    setup(all, prefix + SETUP), context.worker(), context.slots(), constants(all, prefix)));
        }
    }

    private static Map<String, String> setup(Map<String, String> all, String prefix) {
        Map<String, String> own = new HashMap<>();
        all.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                own.put(key.substring(prefix.length()), value);
            }
        });
        return own;
    }

    private static @Nullable Constants constants(Map<String, String> all, String prefix) {
        String type = all.get(prefix + CONSTANTS_TYPE);
        String bytes = all.getOrDefault(prefix + CONSTANTS_BYTES, "");
        return type == null
                ? null
                : new Constants(type, ByteBuffer.wrap(Base64.getDecoder().decode(bytes)));
    }

    @Override
    public FunctionValue run(FunctionValue value) throws Exception {
        return new FunctionValue(value.number(), functions.get(value.number()).run(value.value()));
    }

    /** Closes all of them, whatever one does. */
    @Override
    public void close() throws Exception {
        Exception first = null;
        for (WorkerFunction<Object, Object> function : functions) {
            try {
                function.close();
            } catch (Exception e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    @Override
    public Codec<FunctionValue> inputCodec() {
        return new FunctionValue.Inputs(
                functions.stream().map(WorkerFunction::inputCodec).toList());
    }

    @Override
    public Codec<FunctionValue> outputCodec() {
        return new FunctionValue.Outputs(
                functions.stream().map(WorkerFunction::outputCodec).toList());
    }
}
