package org.concurrencybench.core.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.fixture.Fixtures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2FixtureTest {
    private static final String NAME = "database";

    @TempDir
    private static Path directory;

    private static Fixtures fixtures;

    @BeforeAll
    static void start() throws Exception {
        fixtures = new Fixtures(Values.of("test", List.of(), Map.of()), directory, List.of("-Xmx64m"));
        fixtures.startFixture(NAME, H2Fixture.class, List.of(directory.toString()));
    }

    @AfterAll
    static void end() {
        fixtures.close();
    }

    private static String address() {
        return fixtures.addresses().get(NAME).toString();
    }

    /** The address up to its database, which is {@code mem:accounts} with user and password. */
    private static String server() {
        Matcher parts = Pattern.compile("(jdbc:h2:tcp://127\\.0\\.0\\.1:\\d+/)mem:accounts;USER=\\w+;PASSWORD=\\w{32}")
                .matcher(address());
        assertTrue(parts.matches(), "an address of another form");
        return parts.group(1);
    }

    @Test
    void itsAddressIsAUriThatJdbcTakes() throws Exception {
        assertEquals("jdbc", new URI(address()).getScheme());
        try (Connection connection = DriverManager.getConnection(address());
                var query = connection.prepareStatement(AccountTable.query(H2Fixture.pause(Duration.ofMillis(1))))) {
            query.setInt(1, 42);
            try (ResultSet rows = query.executeQuery()) {
                assertTrue(rows.next());
                assertEquals(Account.of(42), AccountTable.account(rows));
            }
        }
    }

    @Test
    void itWaitsInEachQueryAtLeastAsLongAsItIsAsked() throws Exception {
        assertEquals("PAUSE(2)", H2Fixture.pause(Duration.ofNanos(1_000_001)));
        try (Connection connection = DriverManager.getConnection(address());
                var query = connection.prepareStatement(AccountTable.query(H2Fixture.pause(Duration.ofMillis(30))))) {
            for (int times = 0; times < 3; times++) { // of the same query with the same parameter
                query.setInt(1, 1);
                long begin = System.nanoTime();
                query.executeQuery().close();
                assertTrue(System.nanoTime() - begin >= 30_000_000, "it did not wait");
            }
        }
    }

    @Test
    void itsUserReadsAccountsAndNothingElse() throws Exception {
        try (Connection connection = DriverManager.getConnection(address());
                Statement statement = connection.createStatement()) {
            for (String forbidden : new String[] {
                "DELETE FROM " + AccountTable.NAME,
                "CREATE TABLE other (id INTEGER)",
                "CREATE ALIAS ends FOR \"java.lang.System.exit(int)\"",
                "SHUTDOWN"
            }) {
                SQLException refused = assertThrows(SQLException.class, () -> statement.execute(forbidden), forbidden);
                assertTrue(refused.getErrorCode() == 90040 || refused.getErrorCode() == 90096, refused::toString);
            }
        }
    }

    @Test
    void withoutItsPasswordNobodyComesIn() {
        for (String tried : new String[] {
            "mem:accounts;USER=READER;PASSWORD=",
            "mem:another;USER=sa;PASSWORD=",
            directory + "/file;USER=sa;PASSWORD=",
            "mem:management_db_" + port() + ";USER=;PASSWORD="
        }) {
            assertThrows(
                    SQLException.class,
                    () -> DriverManager.getConnection(server() + tried).close(),
                    tried);
        }
    }

    private static int port() {
        return Integer.parseInt(server().replaceFirst(".*:(\\d+)/", "$1"));
    }

    @Test
    void itListensOnTheLoopbackInterfaceOnly() throws Exception {
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress own : network.inetAddresses().toList()) {
                if (own instanceof Inet4Address && !own.isLoopbackAddress()) {
                    assertThrows(ConnectException.class, () -> new Socket(own, port()).close(), own::toString);
                }
            }
        }
        new Socket(InetAddress.getLoopbackAddress(), port()).close();
    }
}
