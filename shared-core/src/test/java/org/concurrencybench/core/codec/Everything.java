package org.concurrencybench.core.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A record of all that a record may consist of, but for arrays, which have no equality. */
record Everything(
        boolean flag,
        byte b,
        short s,
        int i,
        long l,
        float f,
        double d,
        char c,
        String text,
        Integer box,
        Moments moments,
        Numbers numbers,
        Colour colour,
        Optional<String> perhaps,
        List<Everything> children,
        Set<Long> set,
        Map<String, List<Integer>> map,
        Shape shape) {
    record Moments(Duration took, Instant at, LocalDate day, LocalDateTime local) {}

    record Numbers(BigInteger integer, BigDecimal decimal, UUID id, URI link) {}

    enum Colour {
        RED,
        GREEN,
        BLUE
    }

    sealed interface Shape permits Circle, Nothing {}

    record Circle(double radius) implements Shape {}

    record Nothing() implements Shape {}
}
