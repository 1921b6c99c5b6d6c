package org.concurrencybench.process.poolbench;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/** The numbers from 0 on, each made when it is asked for, as in Python's {@code range}. */
final class Range extends AbstractList<Integer> implements RandomAccess {
    private final int size;

    Range(int size) {
        this.size = size;
    }

    @Override
    public Integer get(int index) {
        return Objects.checkIndex(index, size);
    }

    @Override
    public int size() {
        return size;
    }
}
