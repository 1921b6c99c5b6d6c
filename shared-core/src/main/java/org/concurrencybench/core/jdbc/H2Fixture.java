package org.concurrencybench.core.jdbc;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import org.h2.tools.Server;

/**
 * An H2 database in memory behind its server on the loopback interface, to be run in a JVM of its own, with the
 * {@link AccountTable}. Its address lets users of the machine who know it read that table and nothing else.
 */
public final class H2Fixture {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String DATABASE = "mem:accounts";
    private static final String READER = "READER";
    private static final String PAUSE = "PAUSE";
    private static final int SECRET_BYTES = 16;

    private H2Fixture() {}

    /**
     * Serves until standard input ends, which it does when the parent closes it or dies. Prints the database's address.
     *
     * @param arguments an empty folder, the only one in which clients could open databases
     */
    @SuppressWarnings("SystemOut") // the address is handed over on standard output
    public static void main(String[] arguments) throws IOException, SQLException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("expected one argument, an empty folder, not " + arguments.length);
        }
        System.setProperty("h2.bindAddress", LOOPBACK); // read when H2 is loaded; by default it listens everywhere
        Server server = Server.createTcpServer(
                "-tcpPort", "0", "-tcpDaemon", "-tcpPassword", secret(), "-baseDir", arguments[0]);
        // The database lasts as long as this connection.
        try (Connection owner = DriverManager.getConnection("jdbc:h2:" + DATABASE, "OWNER", secret())) {
            AccountTable.prepare(owner);
            String password = secret();
            letRead(owner, password);
            server.start();
            System.out.println(URI.create("jdbc:h2:tcp://" + LOOPBACK + ":" + server.getPort() + "/" + DATABASE
                    + ";USER=" + READER + ";PASSWORD=" + password));
            System.out.flush();
            while (System.in.read() >= 0) {
                // nothing is said on standard input: only its end counts
            }
        } finally {
            server.stop();
        }
    }

    /** Whoever may define an alias in H2 can run any code here: tasks come as a user who may not. */
    private static void letRead(Connection owner, String password) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute("CREATE ALIAS " + PAUSE + " FOR \"java.lang.Thread.sleep(long)\"");
            statement.execute("CREATE USER " + READER + " PASSWORD '" + password + "'");
            statement.execute("GRANT SELECT ON " + AccountTable.NAME + " TO " + READER);
        }
    }

    private static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** An expression that waits at this database for {@code time}, in whole milliseconds, rounded up. */
    public static String pause(Duration time) {
        return PAUSE + "(" + Math.ceilDiv(time.toNanos(), 1_000_000L) + ")";
    }
}
