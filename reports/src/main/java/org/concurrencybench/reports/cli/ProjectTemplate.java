package org.concurrencybench.reports.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Workload;

/**
 * A Maven project with one workload and its test, as {@code new} writes it.
 *
 * @param artifact the artifact's id
 * @param packageName of the classes, and the group's id
 * @param id of the workload, whose class has the same name: {@code JsonEscape} for {@code json-escape}
 * @param version of the suite that it is compiled against
 */
record ProjectTemplate(String artifact, String packageName, String id, String version) {
    static final String DEFAULT_PACKAGE = "com.example";
    static final String DEFAULT_ID = "json-escape";

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final String FOLDER = "project/";

    ProjectTemplate {
        if (!SourceVersion.isName(packageName) || !packageName.equals(packageName.toLowerCase(Locale.ROOT))) {
            throw new UsageException("--package cannot be '" + packageName
                    + "': write the name of a Java package, such as org.acme.bench");
        }
        if (!ID.matcher(id).matches()) {
            throw new UsageException(
                    "--id cannot be '" + id
                            + "': write lower-case letters, digits and single dashes, beginning with a letter, such as json-parse");
        }
        if (isTaken(className(id))) {
            throw new UsageException("--id cannot be '" + id + "': its class would be " + className(id)
                    + ", which Java or the suite has already; add a word");
        }
    }

    /** For a project in {@code folder}. */
    static ProjectTemplate in(Path folder, String packageName, String id, String version) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        String plain = (name == null ? "" : name.toString().toLowerCase(Locale.ROOT))
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return new ProjectTemplate(plain.isEmpty() ? "own-workload" : plain, packageName, id, version);
    }

    /** Of the workload, without its package. */
    String className() {
        return className(id);
    }

    /** Of the jar that the project makes, below its folder. */
    String jar() {
        return "target/" + artifact + "-1.0-SNAPSHOT.jar";
    }

    /** The texts of all files, by their paths below the project's folder. */
    Map<String, String> files() throws IOException {
        String sources = "src/%s/java/" + packageName.replace('.', '/') + "/" + className();
        Map<String, String> files = new LinkedHashMap<>();
        files.put("pom.xml", filled("pom.xml"));
        files.put(sources.formatted("main") + ".java", filled("Workload.java"));
        files.put("src/main/resources/META-INF/services/" + Workload.class.getName(), filled("services"));
        files.put(sources.formatted("test") + "Test.java", filled("WorkloadTest.java"));
        return files;
    }

    /**
     * Writes all files.
     *
     * @param folder which is not there yet, or is empty
     */
    void write(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Path parent = path.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(path, file.getValue());
        }
    }

    private String filled(String name) throws IOException {
        String resource = FOLDER + name + ".template";
        try (InputStream in = ProjectTemplate.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the suite's own jar lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@artifact@", artifact)
                    .replace("@package@", packageName)
                    .replace("@class@", className())
                    .replace("@id@", id)
                    .replace("@version@", version);
        }
    }

    private static String className(String id) {
        StringBuilder name = new StringBuilder();
        for (String word : id.split("-")) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return name.toString();
    }

    /** Whether the template's code, or code that an author adds, means another class by that name. */
    private static boolean isTaken(String className) {
        for (String packageName : new String[] {"java.lang.", Workload.class.getPackageName() + "."}) {
            try {
                Class.forName(packageName + className, false, ProjectTemplate.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException e) {
                // as it should be
            }
        }
        return false;
    }
}
