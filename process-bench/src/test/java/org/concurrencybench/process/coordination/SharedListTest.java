package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.LockTest.process;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.concurrencybench.process.fixtures.Sharers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lists and single values that processes share. */
@Timeout(120)
class SharedListTest {
    @Test
    void noUpdateOfTwoProcessesIsLost() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            SharedList<Long> list = coordinator.newList(Long.class);
            assertEquals(0, list.add(0L));
            SharedReference<Sharers.Pair> value = coordinator.newReference(Sharers.Pair.class, new Sharers.Pair(0, 0));
            Sharers.ListAndValue shared = new Sharers.ListAndValue(list, value, 300);
            try (var other = process(Sharers.ChangeListAndValue.class, shared)) {
                new Sharers.ChangeListAndValue().run(shared);
                assertTrue(get(other.result()) >= 300);
            }
            assertEquals(600L, list.get(0));
            assertEquals(601, list.size());
            assertEquals(new Sharers.Pair(600, 600), value.get());
        }
    }

    @Test
    void placesAreAsInAnyList() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            SharedList<String> list = coordinator.newList(String.class);
            assertEquals(List.of(), list.snapshot());
            list.add("b");
            list.add(0, "a");
            list.add(2, "d");
            list.add(2, "c");
            assertEquals(List.of("a", "b", "c", "d"), list.snapshot());
            assertEquals("b", list.set(1, "B"));
            assertEquals("a", list.remove(0));
            assertEquals("dd", list.update(2, element -> element + element));
            assertEquals(List.of("B", "c", "dd"), list.snapshot());
            assertEquals("dd", list.set(2, ""));
            assertEquals("", list.get(2));
            for (int index : new int[] {-1, 3, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                var outside = assertThrows(IndexOutOfBoundsException.class, () -> list.get(index));
                assertEquals("there is no place " + index + " in a list of 3 elements", outside.getMessage());
                assertThrows(IndexOutOfBoundsException.class, () -> list.remove(index));
                assertThrows(IndexOutOfBoundsException.class, () -> list.update(index, element -> element));
            }
            assertThrows(IndexOutOfBoundsException.class, () -> list.add(4, "too far"));
            list.clear();
            assertEquals(0, list.size());
        }
    }

    @Test
    void referenceIsReplacedAsAWhole() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            SharedReference<String> value = coordinator.newReference(String.class, "one");
            assertEquals("one", value.getAndSet("two"));
            assertFalse(value.compareAndSet("one", "three"));
            assertTrue(value.compareAndSet("two", "three"));
            assertEquals("three", value.getAndUpdate(text -> text + "!"));
            assertEquals("three!?", value.updateAndGet(text -> text + "?"));
            value.set("last");
            assertEquals("last", value.get());

            SharedMap<String, Long> map = coordinator.newMap(String.class, Long.class);
            assertFalse(map.replace("key", 1L, 2L), "it is not there");
            map.put("key", 1L);
            assertTrue(map.replace("key", 1L, 2L));
            assertEquals(Optional.of(2L), map.get("key"));
        }
    }
}
