package org.concurrencybench.core.load;

/** What a trial is to do with tasks that arrive on a schedule. */
public sealed interface LoadRequest permits OfferedLoad, SoughtCapacity {
    /** As one word, which {@link #of} reads. */
    String text();

    /**
     * What {@link #text} wrote.
     *
     * @throws IllegalArgumentException when a value is missing or is no number
     */
    static LoadRequest of(String text) {
        return text.contains("share=") ? SoughtCapacity.of(text) : OfferedLoad.of(text);
    }
}
