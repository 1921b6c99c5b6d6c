package org.concurrencybench.core.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTest {
    private static final Parameter<Integer> SIZE = Parameter.ofInt("size", 64, 1, 1024, "bytes", "how much");
    private static final Parameter<Duration> LATENCY = Parameter.ofDuration(
            "latency", Duration.ofMillis(1), Duration.ofNanos(1000), Duration.ofMinutes(10), "how long");
    private static final Parameter<String> KIND =
            Parameter.ofChoice("kind", "light", List.of("light", "heavy"), "which");
    private static final Parameter<String> NAME =
            Parameter.ofText("name", "ada", "a name in small letters", ParameterTest::isName, "whose");

    @ParameterizedTest
    @ValueSource(strings = {"1", " 64 ", "1024"})
    void wholeNumbersWithinTheirRangeAreTaken(String text) {
        assertEquals(Integer.parseInt(text.strip()), SIZE.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1025", "-1", "1.5", "", "many", "99999999999", "1k"})
    void otherNumbersAreRefusedWithNameValueRangeUnitAndDefault(String text) {
        UsageException refused = assertThrows(UsageException.class, () -> SIZE.parse(text));
        assertEquals(
                "'size' cannot be '" + text + "': it must be a whole number from 1 to 1024 (bytes); the default is 64",
                refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "1us, 1000",
        "5ms, 5000000",
        "5 ms, 5000000",
        "1.5s, 1500000000",
        "10m, 600000000000",
        "2000ns, 2000",
        "250MS, 250000000"
    })
    void durationsAreTakenInEveryUnit(String text, long nanos) {
        assertEquals(Duration.ofNanos(nanos), LATENCY.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5 minutes", "-1ms", "1ns", "11m", "ms", "", "1,5s", "99999999999999999999h"})
    void otherDurationsAreRefusedWithNameValueRangeAndDefault(String text) {
        UsageException refused = assertThrows(UsageException.class, () -> LATENCY.parse(text));
        assertEquals(
                "'latency' cannot be '" + text
                        + "': it must be a duration from 1us to 600s, such as 5ms; the default is 1ms",
                refused.getMessage());
    }

    @Test
    void wordsAreTakenFromTheirListOnly() {
        assertEquals("heavy", KIND.parse("heavy"));
        UsageException refused = assertThrows(UsageException.class, () -> KIND.parse("Heavy"));
        assertEquals(
                "'kind' cannot be 'Heavy': it must be one of light, heavy; the default is light", refused.getMessage());
    }

    @Test
    void textsAreTakenIfTheirCheckAllowsThemAndTheyHaveNoComma() {
        assertEquals("grace", NAME.parse(" grace "));
        for (String text : new String[] {"Grace", "ada,grace", ""}) {
            UsageException refused = assertThrows(UsageException.class, () -> NAME.parse(text));
            assertEquals(
                    "'name' cannot be '" + text
                            + "': it must be a name in small letters, without a comma; the default is ada",
                    refused.getMessage());
        }
    }

    @Test
    void aCheckMayRefuseATextWithoutRepeatingIt() {
        UsageException refused = assertThrows(UsageException.class, () -> NAME.parse("secret,name"));
        assertEquals("not to be repeated", refused.getMessage());
    }

    private static boolean isName(String text) {
        if (text.startsWith("secret")) {
            throw new UsageException("not to be repeated");
        }
        return text.matches("[a-z,]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1ns", "1us", "1500us", "1ms", "1s", "1500ms", "90s", "600s", "0s"})
    void aFormattedDurationIsParsedBackToItself(String text) {
        Duration value = Parameter.parseDuration(text);
        assertEquals(text, Parameter.format(value));
        assertEquals(value, Parameter.parseDuration(Parameter.format(value)));
    }

    @Test
    void aDefaultOutsideItsOwnRangeIsFoundAtOnce() {
        assertThrows(UsageException.class, () -> Parameter.ofInt("size", 0, 1, 8, "bytes", ""));
        assertThrows(UsageException.class, () -> Parameter.ofChoice("kind", "x", List.of("a", "b"), ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Size", "1size", "a_b", "a b", "ı"})
    void aMalformedNameIsFoundAtOnce(String name) {
        assertThrows(IllegalArgumentException.class, () -> Parameter.ofInt(name, 1, 1, 8, "", ""));
    }

    @Test
    void aTurkishLocaleChangesNeitherParsingNorFormatting() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("tr", "TR"));
            assertEquals(Duration.ofMillis(5), LATENCY.parse("5MS"));
            assertEquals(Duration.ofMinutes(1), Parameter.parseDuration("1M"));
            assertEquals("1500ms", Parameter.format(Duration.ofMillis(1500)));
            assertEquals(1024, SIZE.parse("1024"));
            assertEquals("1024", Parameter.format(1024));
            for (ModelFamily family : ModelFamily.values()) {
                assertEquals(family.name().toLowerCase(Locale.ROOT), family.id());
            }
        } finally {
            Locale.setDefault(before);
        }
    }
}
