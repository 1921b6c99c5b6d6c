package org.concurrencybench.core.run;

import java.util.concurrent.CountDownLatch;

/** Behaves as badly as its argument says. */
final class BrokenFixture {
    private BrokenFixture() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "ends" -> {
                System.err.println("the port is taken");
                System.exit(3);
            }
            case "says-nonsense" -> System.out.println("not a URI, is it");
            case "stays-silent" -> System.err.println("still thinking");
            case "talks-a-lot" -> {
                System.out.println("http://127.0.0.1:1/");
                for (int line = 0; line < 100_000; line++) {
                    System.out.println("output " + line);
                    System.err.println("error " + line);
                }
                System.in.read(); // the end of the stream is heard only if both outputs were read
                return;
            }
            case "ignores-its-end" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(BrokenFixture::hang));
                System.out.println("http://127.0.0.1:1/");
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        hang();
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
