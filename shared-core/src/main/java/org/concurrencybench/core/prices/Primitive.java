package org.concurrencybench.core.prices;

import java.util.Optional;
import java.util.stream.Stream;

/** What has a price, in the order in which a price list shows it. */
public enum Primitive {
    UNIT("unit", "Create and end a unit", "Start one, let it do nothing, and wait until it has ended."),
    TASK("task", "Submit a task and get its result", "One empty task at a time, from submission to its result."),
    SWITCH("switch", "Switch there and back", "Two units wake each other in turn: a round trip is two switches."),
    LOCK_ALONE("lock-alone", "Lock and unlock, alone", "No other unit wants the lock."),
    LOCK_CONTENDED(
            "lock-contended",
            "Lock and unlock, contended",
            "Two units want the lock all the time; time per acquisition of either."),
    NOTIFY("notify", "Notify and wake, there and back", "Two units wait for each other's notification in turn."),
    QUEUE("queue", "Queue: put and taken", "One unit puts, another takes; time per item."),
    BARRIER("barrier", "Pass a barrier", "Two parties meet again and again; time per meeting."),
    COUNTER_ALONE("counter-alone", "Add to a shared counter, alone", "No other unit adds."),
    COUNTER_CONTENDED(
            "counter-contended",
            "Add to a shared counter, contended",
            "Two units add all the time; time per addition of either."),
    MESSAGE_64("message-64b", "Message of 64 B there and back", Text.MESSAGE),
    MESSAGE_4K("message-4kib", "Message of 4 KiB there and back", Text.MESSAGE),
    MESSAGE_1M("message-1mib", "Message of 1 MiB there and back", Text.MESSAGE),
    MEMORY("memory", "Memory per waiting unit", "What each further unit that only waits takes.");

    /** What several of them say. */
    private static final class Text {
        static final String MESSAGE = "The receiver gets a copy and sends a copy back.";
    }

    private final String id;
    private final String title;
    private final String about;

    Primitive(String id, String title, String about) {
        this.id = id;
        this.title = title;
        this.about = about;
    }

    /** Names it in records and plans. */
    public String id() {
        return id;
    }

    /** Its row in a price list. */
    public String title() {
        return title;
    }

    /** What is done, in a sentence. */
    public String about() {
        return about;
    }

    /** Whether its price is bytes, and not nanoseconds. */
    public boolean isMemory() {
        return this == MEMORY;
    }

    /** Bytes of a message; 0 for what is no message. */
    public int messageBytes() {
        return switch (this) {
            case MESSAGE_64 -> 64;
            case MESSAGE_4K -> 4 << 10;
            case MESSAGE_1M -> 1 << 20;
            default -> 0;
        };
    }

    /** Those whose price is that of a message. */
    public static Stream<Primitive> messages() {
        return Stream.of(values()).filter(primitive -> primitive.messageBytes() > 0);
    }

    /** The one of that id, if there is one. */
    public static Optional<Primitive> of(String id) {
        return Stream.of(values()).filter(primitive -> primitive.id.equals(id)).findFirst();
    }
}
