package org.concurrencybench.core.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Makes values of what bytes there are, and of zeros afterwards: who chooses the bytes chooses the values. */
final class ArbitraryValues {
    private static final long DAY_LIMIT = LocalDate.MAX.toEpochDay();
    private static final long SECOND_LIMIT = Instant.MAX.getEpochSecond();
    private static final long LOCAL_SECOND_LIMIT = LocalDateTime.MAX.toEpochSecond(ZoneOffset.UTC);

    private final ByteBuffer bytes;

    ArbitraryValues(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    int upTo(int most) {
        return bytes.hasRemaining() ? Byte.toUnsignedInt(bytes.get()) % (most + 1) : 0;
    }

    /** Short ones are as likely as long ones. */
    long number() {
        long number = 0;
        for (int left = upTo(Long.BYTES); left > 0; left--) {
            number = number << 8 | upTo(255);
        }
        return upTo(1) == 0 ? number : ~number;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int left = upTo(20); left > 0; left--) {
            text.append((char) (upTo(3) == 0 ? number() : ' ' + upTo(94)));
        }
        return text.toString();
    }

    byte[] rest() {
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return rest;
    }

    Everything everything(int depth) {
        return new Everything(
                upTo(1) == 1,
                (byte) number(),
                (short) number(),
                (int) number(),
                number(),
                Float.intBitsToFloat((int) number()),
                Double.longBitsToDouble(number()),
                (char) number(),
                upTo(5) == 1 ? null : text(),
                upTo(2) == 1 ? null : (int) number(),
                upTo(2) == 1 ? null : moments(),
                upTo(2) == 1 ? null : numbers(),
                Everything.Colour.values()[upTo(2)],
                upTo(1) == 0 ? Optional.empty() : Optional.of(text()),
                children(depth),
                set(),
                map(),
                upTo(1) == 0 ? new Everything.Nothing() : new Everything.Circle(number()));
    }

    private Everything.Moments moments() {
        long second = number();
        return new Everything.Moments(
                Duration.ofSeconds(second, upTo(255)),
                Instant.ofEpochSecond(second % SECOND_LIMIT, upTo(255) * 3_900_000L),
                LocalDate.ofEpochDay(second % DAY_LIMIT),
                LocalDateTime.ofEpochSecond(second % LOCAL_SECOND_LIMIT, upTo(255) * 3_900_000, ZoneOffset.UTC));
    }

    private Everything.Numbers numbers() {
        byte[] digits = new byte[1 + upTo(40)];
        for (int at = 0; at < digits.length; at++) {
            digits[at] = (byte) upTo(255);
        }
        BigInteger integer = new BigInteger(digits);
        return new Everything.Numbers(
                integer,
                new BigDecimal(upTo(1) == 0 ? integer : BigInteger.valueOf(number()), (int) number()),
                new UUID(number(), number()),
                URI.create("http://localhost:" + upTo(255) + "/x?y=" + upTo(255)));
    }

    private List<Everything> children(int depth) {
        List<Everything> children = new ArrayList<>();
        for (int left = depth == 0 ? 0 : upTo(3); left > 0; left--) {
            children.add(upTo(3) == 1 ? null : everything(depth - 1));
        }
        return switch (upTo(3)) {
            case 0 -> children.contains(null) ? children : List.copyOf(children);
            case 1 -> new LinkedList<>(children);
            case 2 -> Arrays.asList(children.toArray(Everything[]::new));
            default -> children;
        };
    }

    private Set<Long> set() {
        Set<Long> set = new HashSet<>();
        for (int left = upTo(5); left > 0; left--) {
            set.add(number());
        }
        return switch (upTo(2)) {
            case 0 -> Set.copyOf(set);
            case 1 -> new TreeSet<>(set);
            default -> set;
        };
    }

    private Map<String, List<Integer>> map() {
        Map<String, List<Integer>> map = new HashMap<>();
        for (int left = upTo(3); left > 0; left--) {
            map.put(text(), upTo(3) == 1 ? List.of() : List.of((int) number(), upTo(255)));
        }
        return switch (upTo(2)) {
            case 0 -> Map.copyOf(map);
            case 1 -> new TreeMap<>(map);
            default -> map;
        };
    }
}
