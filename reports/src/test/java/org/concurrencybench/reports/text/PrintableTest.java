package org.concurrencybench.reports.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void whatCommandsATerminalIsShownAndNotDone() {
        assertEquals("?[31mred?[0m", Printable.of("\u001b[31mred\u001b[0m"));
        assertEquals("title?]0;x?", Printable.of("title\u001b]0;x\u0007"));
        assertEquals("over?written", Printable.of("over\rwritten"));
        assertEquals("c1 ? del ?", Printable.of("c1 \u009b del \u007f"));
        assertEquals("?txt.exe?", Printable.of("\u202etxt.exe\u202c"));
    }

    @Test
    void wordsOfAnyLanguageAndEndsOfLinesStay() {
        assertEquals("größer × 漢字\n\tτέλος\n", Printable.of("größer × 漢字\r\n\tτέλος\n"));
    }
}
