package org.concurrencybench.core.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.concurrencybench.core.api.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

class PostgresDatabaseTest {
    @Test
    void userAndPasswordOfTheEnvironmentReachTheDriverWhateverTheirCharacters() {
        Map<String, String> environment =
                Map.of(PostgresDatabase.USER, "me & you", PostgresDatabase.PASSWORD, "50% = a+b;c?d#ü");
        for (String url : new String[] {
            "jdbc:postgresql://127.0.0.1:5432/bench", "jdbc:postgresql://127.0.0.1/bench?user=x&ssl=false"
        }) {
            Properties read = Driver.parseURL(new PostgresDatabase(url, environment::get).address(), null);
            assertEquals("me & you", read.getProperty("user"));
            assertEquals("50% = a+b;c?d#ü", read.getProperty("password"));
            assertEquals("bench", read.getProperty("PGDBNAME"));
        }
    }

    @Test
    void withoutThemTheAddressIsLeftAsItIs() {
        String url = "jdbc:postgresql://127.0.0.1/bench?user=x";
        assertEquals(url, new PostgresDatabase(url, name -> null).address());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://host/db?user=me&password=hunter2",
                "jdbc:postgresql://host/db?sslPassword=hunter2",
                "jdbc:postgresql://me:hunter2@host/db",
                "jdbc:mysql://host/db?PASSWORD=hunter2"
            })
    void aPasswordInTheAddressIsRefusedAndNotRepeated(String url) {
        UsageException refused = assertThrows(UsageException.class, () -> PostgresDatabase.isAddress(url));
        assertFalse(refused.getMessage().contains("hunter2"), refused.getMessage());
        assertTrue(refused.getMessage().contains("CONCURRENCYBENCH_JDBC_PASSWORD"), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://host/db, true",
        "jdbc:postgresql:db, true",
        "jdbc:postgresql:, false",
        "jdbc:h2:mem:x, false",
        "postgresql://host/db, false"
    })
    void onlyAddressesOfThatDatabaseAreTaken(String url, boolean taken) {
        assertEquals(taken, PostgresDatabase.isAddress(url));
    }

    @Test
    void pausesAreSeconds() {
        assertEquals("pg_sleep(0.002)", PostgresDatabase.pause(Duration.ofMillis(2)));
        assertEquals("pg_sleep(60.0)", PostgresDatabase.pause(Duration.ofMinutes(1)));
    }
}
