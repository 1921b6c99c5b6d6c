package org.concurrencybench.reports.html;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunHeader;

/**
 * The README's picture of a first screen: made from the report of a run of the plan {@code quick}, and marked with what
 * that plan compared, so that a test can tell when the plan is another one. Its main method writes
 * {@code docs/report.png} from the folder given.
 */
final class ReadmePicture {
    static final Path FILE = Path.of("..", "docs", "report.png");

    private static final String KEYWORD = "concurrency-bench";
    private static final int SIGNATURE = 8;
    /** Length, type and checksum of a chunk, around its data. */
    private static final int AROUND = 12;

    private ReadmePicture() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        Path profile = Files.createTempDirectory("picture");
        try (Chromium chromium = Chromium.start(Chromium.installed().orElseThrow(), profile)) {
            chromium.open(folder.resolve(Report.NAME).toAbsolutePath(), 1280, false);
            RunHeader header =
                    ResultsFile.read(folder.resolve(ResultsFile.NAME)).header();
            Files.write(FILE, marked(chromium.screenshot(), shown(header)));
        }
    }

    /** What a page compares, a line for each cell: workload with parameters, and model. */
    static String shown(Collection<Cell> cells) {
        return cells.stream()
                .filter(cell -> cell.has(Role.COMPARED))
                .map(cell -> cell.experiment() + "/" + cell.displayName())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String shown(RunHeader header) {
        return shown(
                Stream.concat(header.cells().stream(), header.leftOut().stream().map(LeftOutCell::cell))
                        .toList());
    }

    /** {@code png} with {@code text} as one more chunk, behind its first. */
    static byte[] marked(byte[] png, String text) {
        int first = SIGNATURE + AROUND + ByteBuffer.wrap(png).getInt(SIGNATURE);
        byte[] chunk = ("tEXt" + KEYWORD + "\0" + text).getBytes(StandardCharsets.ISO_8859_1);
        CRC32 checksum = new CRC32();
        checksum.update(chunk);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(png, 0, first);
            out.writeInt(chunk.length - 4);
            out.write(chunk);
            out.writeInt((int) checksum.getValue());
            out.write(png, first, png.length - first);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The text of {@link #marked}; empty where there is none. */
    static Optional<String> mark(byte[] png) {
        ByteBuffer buffer = ByteBuffer.wrap(png);
        for (int at = SIGNATURE; at + AROUND <= png.length; at += AROUND + buffer.getInt(at)) {
            String chunk = new String(png, at + 4, 4 + buffer.getInt(at), StandardCharsets.ISO_8859_1);
            if (chunk.startsWith("tEXt" + KEYWORD + "\0")) {
                return Optional.of(chunk.substring(4 + KEYWORD.length() + 1));
            }
        }
        return Optional.empty();
    }
}
