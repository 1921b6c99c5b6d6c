package org.concurrencybench.reports.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.CellPlanner;
import org.concurrencybench.reports.plan.PlanReader;
import org.junit.jupiter.api.Test;

class ReadmePictureTest {
    /** The picture from before pictures were marked: it is of an older plan. Any other one has to say what it shows. */
    private static final String BEFORE_MARKS = "1efaae2fa8976926ecc329afb2379754d022c88d4d2e5d19eca4cc28761e86f0";

    @Test
    void theReadmesPictureIsOfThePlanAsItIsToday() throws Exception {
        byte[] png = Files.readAllBytes(ReadmePicture.FILE);
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(png));
        assumeFalse(
                digest.equals(BEFORE_MARKS),
                "docs/report.png is of an older plan: make it anew with ReadmePicture, from a run of the plan quick");
        List<Cell> today = new CellPlanner(Catalog.load(getClass().getClassLoader()), 2)
                .experiments(PlanReader.read("quick")).stream()
                        .flatMap(experiment -> experiment.cells().stream())
                        .toList();
        assertEquals(
                Optional.of(ReadmePicture.shown(today)),
                ReadmePicture.mark(png),
                "docs/report.png does not show what the plan quick compares today: make it anew with ReadmePicture");
    }

    @Test
    void aMarkCanBeReadAgainAndLeavesThePictureAsItIs() throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 1, 0x123456);
        ImageIO.write(image, "png", plain);
        assertEquals(Optional.empty(), ReadmePicture.mark(plain.toByteArray()));
        byte[] marked =
                ReadmePicture.marked(plain.toByteArray(), "sleep[latency=1ms]/virtual-threads\nprimes/sequential");
        assertEquals(Optional.of("sleep[latency=1ms]/virtual-threads\nprimes/sequential"), ReadmePicture.mark(marked));
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(marked));
        assertNotNull(read);
        assertEquals(0x123456, read.getRGB(1, 1) & 0xffffff);
    }
}
