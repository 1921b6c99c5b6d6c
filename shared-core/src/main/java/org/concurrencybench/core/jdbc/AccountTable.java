package org.concurrencybench.core.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.concurrencybench.core.api.UsageException;

/** The table of accounts that tasks read: the same rows in every database. */
public final class AccountTable {
    /** Its name, in the schema that a connection starts with; nothing else in a database is touched. */
    public static final String NAME = "concurrencybench_accounts";

    /** How many accounts it has, with the keys from 0. */
    public static final int ROWS = 1000;

    /** {@code SQLSTATE}s of statements that do not fit the database: no such column, another type. */
    private static final String SYNTAX_OR_ACCESS = "42";

    private static final String COLUMNS = "id, owner, balance";

    private AccountTable() {}

    /**
     * The statement that reads the account of one key, its parameter, and spends some time on that at the database.
     *
     * @param pause an expression of the database's own that waits when it is evaluated
     */
    public static String query(String pause) {
        return "SELECT " + COLUMNS + ", " + pause + " FROM " + NAME + " WHERE id = ?";
    }

    /** The account in the current row of what {@link #query} found. */
    public static Account account(ResultSet rows) throws SQLException {
        return new Account(rows.getInt(1), rows.getString(2), rows.getLong(3));
    }

    /**
     * Makes the table with its rows, in one transaction, if it is not there; leaves one that is there as it is.
     *
     * @throws UsageException when there is one with other contents
     * @throws SQLException when the database refuses; then, as before, the connection is of no further use
     */
    public static void prepare(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        if (!isThere(connection)) {
            create(connection);
            fill(connection);
        } else if (!hasTheRows(connection)) {
            throw new UsageException(
                    "the database has a table " + NAME
                            + " that this suite did not make, or that was changed: drop or rename it, or name another database");
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static boolean isThere(Connection connection) throws SQLException {
        var data = connection.getMetaData();
        String name = data.storesUpperCaseIdentifiers() ? NAME.toUpperCase(Locale.ROOT) : NAME;
        String pattern = name.replace("_", data.getSearchStringEscape() + "_");
        try (ResultSet tables = data.getTables(connection.getCatalog(), connection.getSchema(), pattern, null)) {
            return tables.next();
        }
    }

    private static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + NAME
                    + " (id INTEGER PRIMARY KEY, owner VARCHAR(40) NOT NULL, balance BIGINT NOT NULL)");
        }
    }

    private static void fill(Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + NAME + " (" + COLUMNS + ") VALUES (?, ?, ?)")) {
            for (int id = 0; id < ROWS; id++) {
                Account account = Account.of(id);
                insert.setInt(1, id);
                insert.setString(2, account.owner());
                insert.setLong(3, account.balance());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static boolean hasTheRows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + COLUMNS + " FROM " + NAME + " ORDER BY id")) {
            int id = 0;
            while (rows.next()) {
                if (id == ROWS || !account(rows).equals(Account.of(id))) {
                    return false;
                }
                id++;
            }
            return id == ROWS;
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith(SYNTAX_OR_ACCESS)) {
                return false; // other columns
            }
            throw e;
        }
    }
}
