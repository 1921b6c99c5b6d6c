package org.concurrencybench.core.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What all trials of one workload with its parameters share, as files: the addresses of its fixtures, the expected
 * digests, what the pilot found. Written once per run, read by every trial's JVM.
 */
public record ExperimentFolder(Path path) {
    /** The system property that names the folder in a trial's JVM. */
    public static final String PROPERTY = "concurrencybench.experiment";

    public void writeAddresses(Map<String, URI> addresses) throws IOException {
        Properties properties = new Properties();
        addresses.forEach((name, address) -> properties.setProperty(name, address.toString()));
        store(properties, "addresses.properties");
    }

    public Map<String, URI> addresses() throws IOException {
        Map<String, URI> addresses = new HashMap<>();
        load("addresses.properties")
                .forEach((name, address) -> addresses.put((String) name, URI.create((String) address)));
        return addresses;
    }

    void writePilot(Pilot pilot) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("nanosPerTask", Double.toString(pilot.nanosPerTask()));
        properties.setProperty("tasks", Integer.toString(pilot.tasks()));
        properties.setProperty("alike", Boolean.toString(pilot.alike()));
        store(properties, "pilot.properties");
    }

    public Pilot pilot() throws IOException {
        Properties properties = load("pilot.properties");
        return new Pilot(
                Double.parseDouble(properties.getProperty("nanosPerTask")),
                Integer.parseInt(properties.getProperty("tasks")),
                Boolean.parseBoolean(properties.getProperty("alike")));
    }

    /** {@code given}: of which tasks the workload itself says the digests. */
    void writeExpected(long[] digests, BitSet given) throws IOException {
        Files.write(path.resolve("given.bin"), given.toByteArray());
        ByteBuffer bytes = ByteBuffer.allocate(digests.length * Long.BYTES);
        bytes.asLongBuffer().put(digests);
        Files.write(path.resolve("expected.bin"), bytes.array());
    }

    /** The digests of the outputs of tasks 0, 1, … */
    public long[] expected() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path.resolve("expected.bin")));
        long[] digests = new long[bytes.capacity() / Long.BYTES];
        bytes.asLongBuffer().get(digests);
        return digests;
    }

    /** Of which tasks the workload itself says the digests, in {@code expected()}. */
    public BitSet given() throws IOException {
        return BitSet.valueOf(Files.readAllBytes(path.resolve("given.bin")));
    }

    private void store(Properties properties, String name) throws IOException {
        try (OutputStream out = Files.newOutputStream(path.resolve(name))) {
            properties.store(out, null);
        }
    }

    private Properties load(String name) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(path.resolve(name))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the experiment's folder is incomplete: " + e.getMessage(), e);
        }
        return properties;
    }
}
