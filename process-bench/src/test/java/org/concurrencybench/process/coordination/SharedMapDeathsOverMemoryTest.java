package org.concurrencybench.process.coordination;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same where messages go through shared memory, and a futex wakes who waits. */
@ExtendWith(OverMemory.class)
@Tag("slow")
class SharedMapDeathsOverMemoryTest extends SharedMapDeathsTest {}
