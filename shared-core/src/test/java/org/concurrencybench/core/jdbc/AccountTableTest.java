package org.concurrencybench.core.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.concurrencybench.core.api.UsageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTableTest {
    private Connection database;

    @BeforeEach
    void open() throws SQLException {
        database = DriverManager.getConnection("jdbc:h2:mem:");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String what) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + what)) {
            assertTrue(rows.next());
            return rows.getLong(1);
        }
    }

    @Test
    void itIsMadeOnceWithAThousandDifferentAccounts() throws Exception {
        AccountTable.prepare(database);
        AccountTable.prepare(database);
        assertEquals(AccountTable.ROWS, count(AccountTable.NAME));
        Set<String> owners = new HashSet<>();
        Set<Long> balances = new HashSet<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, owner, balance FROM " + AccountTable.NAME)) {
            while (rows.next()) {
                Account account = AccountTable.account(rows);
                assertEquals(Account.of(account.id()), account);
                owners.add(account.owner());
                balances.add(account.balance());
            }
        }
        assertEquals(AccountTable.ROWS, owners.size());
        assertEquals(AccountTable.ROWS, balances.size());
        assertTrue(database.getAutoCommit());
    }

    @Test
    void nothingElseIsTouched() throws Exception {
        execute("CREATE TABLE concurrencybenchXaccounts (id INTEGER)"); // a name that its pattern would match
        execute("INSERT INTO concurrencybenchXaccounts VALUES (7)");
        AccountTable.prepare(database);
        assertEquals(1, count("concurrencybenchXaccounts"));
        assertEquals(2, count("INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM concurrencybench_accounts WHERE id = 999",
                "UPDATE concurrencybench_accounts SET balance = balance + 1 WHERE id = 5",
                "INSERT INTO concurrencybench_accounts VALUES (1000, 'me', 0)",
                "ALTER TABLE concurrencybench_accounts DROP COLUMN owner"
            })
    void aTableOfThatNameWithOtherContentsIsRefusedAndLeftAsItIs(String change) throws Exception {
        AccountTable.prepare(database);
        execute(change);
        long rows = count(AccountTable.NAME);
        UsageException refused = assertThrows(UsageException.class, () -> AccountTable.prepare(database));
        assertTrue(refused.getMessage().contains("table concurrencybench_accounts"), refused.getMessage());
        assertEquals(rows, count(AccountTable.NAME));
    }
}
