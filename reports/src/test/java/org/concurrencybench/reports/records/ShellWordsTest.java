package org.concurrencybench.reports.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ShellWordsTest {
    private static final List<String> WORDS = List.of(
            "run",
            "--plan=/home/me/my plan.toml",
            "--params=sleep.latency=5ms,primes.limit=3",
            "it's",
            "",
            "$HOME `id` \\ \"x\" *",
            "~",
            "--out=Meß Gerät");

    @Test
    void whatIsQuotedIsTakenApartAgain() {
        assertEquals(WORDS, ShellWords.split(line()));
        assertEquals("--precision=4%", ShellWords.quote("--precision=4%"), "what needs no quotes stays readable");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "asks a POSIX shell")
    void aShellTakesItApartInTheSameWay() throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "for word in " + line() + "; do printf '%s\\n' \"$word\"; done")
                .redirectErrorStream(true)
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(String.join("\n", WORDS) + "\n", printed);
    }

    private static String line() {
        return WORDS.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    }
}
