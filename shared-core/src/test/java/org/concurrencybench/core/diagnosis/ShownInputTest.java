package org.concurrencybench.core.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ShownInputTest {
    private record Order(int number, String name) {}

    @Test
    void anInputIsShownWithItsType() {
        assertEquals("; its input was 17 (Integer)", ShownInput.of(17));
        assertEquals("; its input was Order[number=1, name=x] (Order)", ShownInput.of(new Order(1, "x")));
        assertEquals("; its input was null", ShownInput.of(null));
    }

    @Test
    void longOnesAreCutAndWhatCannotBePrintedIsLeftOut() {
        assertEquals("; its input was " + "x".repeat(60) + "… (String)", ShownInput.of("x".repeat(1000)));
        assertEquals("; its input was a?b?[1mü (String)", ShownInput.of("a\nb\u001b[1mü"));
    }

    @Test
    void whatDoesNotSayHowItPrintsOrThrowsIsNotShown() {
        assertEquals("", ShownInput.of(new int[] {1}));
        assertEquals("", ShownInput.of(new Object()));
        assertEquals("", ShownInput.of(new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("not even that");
            }
        }));
    }
}
