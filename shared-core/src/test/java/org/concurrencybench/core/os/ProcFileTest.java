package org.concurrencybench.core.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProcFileTest {
    private static final String STATUS =
            "Name:\tjava\nVmHWM:\t  123456 kB\nvoluntary_ctxt_switches:\t7\n" + "nonvoluntary_ctxt_switches:\t9\n";

    @Test
    void numbersAreThoseBehindLabelsAtTheStartOfALine() {
        assertEquals(OptionalLong.of(123456), ProcFile.number(STATUS, "VmHWM:"));
        assertEquals(OptionalLong.of(7), ProcFile.number(STATUS, "voluntary_ctxt_switches:"));
        assertEquals(OptionalLong.of(9), ProcFile.number(STATUS, "nonvoluntary_ctxt_switches:"));
        assertEquals(OptionalLong.of(12), ProcFile.number("Pss: 12", "Pss:"));
    }

    @Test
    void whatIsNotThereIsEmpty() {
        assertEquals(OptionalLong.empty(), ProcFile.number(STATUS, "Pss:"));
        assertEquals(OptionalLong.empty(), ProcFile.number(STATUS, "Name:"));
        assertEquals(OptionalLong.empty(), ProcFile.number("", "Pss:"));
        assertEquals("", ProcFile.text("/proc/none/of/this"));
        assertEquals(0, ProcFile.names("/proc/none/of/this").length);
    }
}
