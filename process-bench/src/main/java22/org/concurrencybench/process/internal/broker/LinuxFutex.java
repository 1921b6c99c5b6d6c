package org.concurrencybench.process.internal.broker;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.MappedByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The system call {@code futex}, on words that several processes have mapped.
 *
 * @implNote Neither call is critical: a thread that waits must not hold up a collection. Errors are ignored: whether
 *     the word changed, a signal came or the time was over, the caller looks again.
 */
final class LinuxFutex implements Futex {
    /** The number of the call, by {@code os.arch}. */
    private static final Map<String, Long> CALLS = Map.of("amd64", 202L, "aarch64", 98L);

    private static final long WAIT = 0;
    private static final long WAKE = 1;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Made at the first call: a JVM that was not given native access prints warnings when a program makes this. */
    @SuppressWarnings("restricted") // it is only used where native access was given
    private static final class Native {
        static final MethodHandle SYSCALL = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().find("syscall").orElseThrow(),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG),
                        Linker.Option.firstVariadicArg(1));

        static final long BRIEF = timespec(BRIEF_MILLIS);
        static final long LONG = timespec(LONG_MILLIS);

        private static long timespec(long millis) {
            MemorySegment made = Arena.global().allocate(2 * ValueLayout.JAVA_LONG.byteSize(), Long.BYTES);
            made.setAtIndex(ValueLayout.JAVA_LONG, 0, millis / 1000);
            made.setAtIndex(ValueLayout.JAVA_LONG, 1, millis % 1000 * NANOS_PER_MILLI);
            return made.address();
        }
    }

    private final long call;

    private LinuxFutex(long call) {
        this.call = call;
    }

    /** Null where this JVM was not given native access, or the processor is unknown. */
    static @Nullable Futex find() {
        Long call = CALLS.get(System.getProperty("os.arch", ""));
        boolean mayCall = Futex.class.getModule().isNativeAccessEnabled();
        return call != null && mayCall ? new LinuxFutex(call) : null;
    }

    @Override
    public long address(MappedByteBuffer memory, int offset) {
        return MemorySegment.ofBuffer(memory.duplicate().clear()).address() + offset;
    }

    @Override
    public void await(long address, int expected, boolean briefly) {
        call(address, WAIT, expected, briefly ? Native.BRIEF : Native.LONG);
    }

    @Override
    public void wake(long address) {
        call(address, WAKE, 1, 0);
    }

    private void call(long address, long operation, long value, long timeout) {
        try {
            long ignored = (long) Native.SYSCALL.invokeExact(call, address, operation, value, timeout, 0L, 0L);
        } catch (Throwable e) {
            throw new IllegalStateException("the system call failed", e); // it throws nothing
        }
    }
}
