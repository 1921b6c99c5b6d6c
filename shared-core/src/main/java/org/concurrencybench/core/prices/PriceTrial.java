package org.concurrencybench.core.prices;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.concurrencybench.core.experiment.TrialFolder;
import org.concurrencybench.core.os.ParentWatch;

/**
 * The main class of a JVM that measures one price. What it measured, or why it could not, is in the trial's folder when
 * it ends.
 */
public final class PriceTrial {
    private static final int SHAPE = 2;
    private static final int FAILED = 1;

    private PriceTrial() {}

    /**
     * Measures.
     *
     * @param args name of the source's class, id of the price, then the {@linkplain PriceShape#arguments shape}
     */
    public static void main(String[] args) throws IOException {
        ParentWatch.startIfAsked();
        TrialFolder folder = new TrialFolder(Path.of(System.getProperty(TrialFolder.PROPERTY)));
        int code = 0;
        try {
            List<String> arguments = List.of(args);
            Price price = PriceCatalog.price(args[0], args[1], PriceTrial.class.getClassLoader());
            PriceShape shape = PriceShape.of(arguments.subList(SHAPE, arguments.size()));
            try (Operation operation = price.opening().open()) {
                folder.writeFacts(PriceMeasurement.of(operation, shape).facts());
            }
        } catch (Throwable e) { // whatever it is, it is the trial's failure
            folder.writeFailure("SETUP", message(e));
            code = FAILED;
        }
        System.exit(code); // a thread that is left would keep the JVM
    }

    private static String message(Throwable e) {
        String message = e.getMessage();
        Throwable cause = e.getCause();
        return (e instanceof IllegalStateException && message != null ? message : e.toString())
                + (cause == null ? "" : " (" + cause + ")");
    }
}
