package org.concurrencybench.core.workloads;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;
import org.objectweb.asm.ClassReader;

/**
 * Parses class files of the running JDK: real input that every machine has. Decodes, allocates and computes, in
 * proportions that a service which parses messages would recognise.
 *
 * <p>Outputs are comparable only between runs on the same JDK, as its class files are the input.
 */
public final class ClassFileParse implements Workload<byte[], ClassFileCounts> {
    private static final String FOLDER = "/modules/java.base/java/util";

    /** Bounds the memory: some 5 MB of class files, used again and again by larger indices. */
    private static final int MOST_CLASSES = 512;

    /** Smaller ones hold next to nothing, a few larger ones would dominate a batch. */
    private static final int SMALLEST = 4 * 1024;

    private static final int LARGEST = 24 * 1024;

    private List<Path> classes = List.of();
    private AtomicReferenceArray<byte[]> contents = new AtomicReferenceArray<>(0);

    @Override
    public String id() {
        return "classfile-parse";
    }

    @Override
    public String description() {
        return "parses class files of the JDK with ASM: decodes, allocates, computes";
    }

    @Override
    public void open(JvmContext jvm) throws IOException {
        classes = classFiles();
        contents = new AtomicReferenceArray<>(classes.size());
    }

    private static List<Path> classFiles() throws IOException {
        List<Path> found = new ArrayList<>();
        Path folder = FileSystems.getFileSystem(URI.create("jrt:/")).getPath(FOLDER);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.size() >= SMALLEST
                        && attributes.size() <= LARGEST
                        && file.toString().endsWith(".class")) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(Comparator.comparing(Path::toString));
        if (found.isEmpty()) {
            throw new IOException("no class files of " + SMALLEST + " to " + LARGEST + " bytes below " + folder
                    + " of the JDK in " + System.getProperty("java.home") + "; measure with another JDK");
        }
        return List.copyOf(found.subList(0, Math.min(found.size(), MOST_CLASSES)));
    }

    @Override
    public byte[] input(int index) {
        int number = index % classes.size();
        byte[] content = contents.get(number);
        if (content == null) {
            try {
                content = Files.readAllBytes(classes.get(number));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            contents.set(number, content);
        }
        return content;
    }

    @Override
    public ClassFileCounts run(byte[] input, TaskContext task) {
        ClassFileCounter counter = new ClassFileCounter();
        new ClassReader(input).accept(counter, 0);
        return counter.counts();
    }

    @Override
    public long digest(ClassFileCounts output) {
        long shape = Bits.add((long) output.fields() << Integer.SIZE | output.methods(), output.instructions());
        return Bits.add(shape, (long) output.strings() << Integer.SIZE | (output.stringsHash() & 0xFFFF_FFFFL));
    }
}
