package org.concurrencybench.process.coordination;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What the processes of {@link KilledHolders} share: the lock, the victim that holds it, how many victims have come as
 * far as waiting for it, and a note about the first holder after each death, which is written under the lock.
 */
record KilledHoldersNotes(
        ProcessLock lock, SharedLong holder, SharedLong noted, SharedLong waiting, SharedMemory memory) {
    private static final int ENTRY_BYTES = 3 * Long.BYTES;

    /** When somebody got the lock first after a death, who, and whether it was told. */
    record Entry(long nanos, long pid, boolean told) {}

    static KilledHoldersNotes make(Coordinator coordinator, int kills) throws IOException {
        return new KilledHoldersNotes(
                coordinator.newLock(),
                coordinator.newLong(0),
                coordinator.newLong(0),
                coordinator.newLong(0),
                coordinator.newMemory((kills + 1) * ENTRY_BYTES));
    }

    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(Handles.arguments(lock.handle()));
        arguments.addAll(Handles.arguments(holder.handle()));
        arguments.addAll(Handles.arguments(noted.handle()));
        arguments.addAll(Handles.arguments(waiting.handle()));
        arguments.add(memory.file());
        arguments.add(Integer.toString(memory.bytes()));
        return arguments;
    }

    static KilledHoldersNotes of(String[] arguments) {
        return new KilledHoldersNotes(
                new ProcessLock(Handles.handle(arguments, 0)),
                new SharedLong(Handles.handle(arguments, 4)),
                new SharedLong(Handles.handle(arguments, 8)),
                new SharedLong(Handles.handle(arguments, 12)),
                new SharedMemory(arguments[16], Integer.parseInt(arguments[17])));
    }

    /** By a process that has just got the lock. */
    void note(ProcessLock.Hold hold, ByteBuffer memory) throws OwnerGoneException {
        long nanos = System.nanoTime(); // one clock for all processes of the machine
        long deaths = hold.deaths();
        if (deaths > noted.get()) {
            int at = Math.toIntExact(deaths * ENTRY_BYTES);
            memory.putLong(at, nanos);
            memory.putLong(at + Long.BYTES, ProcessHandle.current().pid());
            memory.putLong(at + 2 * Long.BYTES, hold.previousHolderDied() ? 1 : 0);
            noted.set(deaths);
        }
    }

    /** The first holder after so many deaths; there is one once {@link #noted} says so. */
    Entry entry(int deaths) throws IOException {
        ByteBuffer buffer = memory.buffer();
        int at = deaths * ENTRY_BYTES;
        return new Entry(buffer.getLong(at), buffer.getLong(at + Long.BYTES), buffer.getLong(at + 2 * Long.BYTES) != 0);
    }
}
