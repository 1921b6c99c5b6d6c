package org.concurrencybench.core.jdbc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.concurrencybench.core.api.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL database of the user's own. Its address is a parameter, which records and reports keep; its user and
 * password come from {@value #USER} and {@value #PASSWORD}.
 */
public final class PostgresDatabase {
    /** The environment variable with the user's name; without it, the name in the address, or the driver's default. */
    public static final String USER = "CONCURRENCYBENCH_JDBC_USER";

    /** The environment variable with the password; without it, none is sent. */
    public static final String PASSWORD = "CONCURRENCYBENCH_JDBC_PASSWORD";

    private static final String SCHEME = "jdbc:postgresql:";
    private static final Pattern HOLDS_PASSWORD = Pattern.compile("password|//[^/?]*@");
    private static final double NANOS_PER_SECOND = 1e9;

    private final String url;
    private final Function<String, @Nullable String> environment;

    /** The database at {@code url}, with what {@code environment} says of user and password. */
    public PostgresDatabase(String url, Function<String, @Nullable String> environment) {
        this.url = url;
        this.environment = environment;
    }

    /**
     * Whether {@code url} is the address of such a database.
     *
     * @throws UsageException when it holds a password, which the message does not repeat
     */
    public static boolean isAddress(String url) {
        if (HOLDS_PASSWORD.matcher(url.toLowerCase(Locale.ROOT)).find()) {
            throw new UsageException(
                    "the address of a database must not hold a password, since records and reports keep"
                            + " it: set the environment variables " + USER + " and " + PASSWORD + " instead");
        }
        return url.startsWith(SCHEME) && url.length() > SCHEME.length();
    }

    /** A connection of its own. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(address());
    }

    /** The address with user and password, not to be printed. */
    public String address() {
        StringBuilder address = new StringBuilder(url);
        add(address, "user", USER);
        add(address, "password", PASSWORD);
        return address.toString();
    }

    private void add(StringBuilder address, String name, String variable) {
        String value = environment.apply(variable);
        if (value != null) {
            address.append(address.indexOf("?") < 0 ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    /** An expression that waits at such a database for {@code time}, which it rounds up to whole milliseconds. */
    public static String pause(Duration time) {
        return "pg_sleep(" + time.toNanos() / NANOS_PER_SECOND + ")";
    }
}
