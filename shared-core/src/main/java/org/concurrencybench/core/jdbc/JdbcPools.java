package org.concurrencybench.core.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.concurrencybench.core.api.Jdbc;

/**
 * Pools of database connections of a fixed size, each made when it is first asked for; belongs to one session and ends
 * with it.
 *
 * @implNote The only class that refers to HikariCP, which is not loaded where no task asks for {@link Jdbc}.
 */
public final class JdbcPools implements Jdbc, AutoCloseable {
    /** Generous, as a limit that is reached on a loaded machine would be taken for a failure of the model. */
    private static final Duration CONNECTION_TIMEOUT = Duration.ofMinutes(5);

    private final String model;
    private final Map<Key, HikariDataSource> pools = new ConcurrentHashMap<>();
    private final Lock opening = new ReentrantLock(); // not a monitor: opening waits for the database
    private boolean closed; // guarded by the lock

    /** Pools of a session of {@code model}, by its id; none is open yet. */
    public JdbcPools(String model) {
        this.model = model;
    }

    @Override
    public DataSource dataSource(String address, int connections) {
        Key key = new Key(address, connections);
        HikariDataSource ready = pools.get(key);
        return ready == null ? open(key) : ready;
    }

    private DataSource open(Key key) {
        opening.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the session of model '" + model + "' is closed");
            }
            HikariDataSource ready = pools.get(key);
            if (ready == null) {
                ready = new HikariDataSource(config(key));
                pools.put(key, ready);
            }
            return ready;
        } finally {
            opening.unlock();
        }
    }

    /**
     * HikariCP's threads are daemons; connections commit by themselves and are not shown by JMX unless it is told to.
     */
    private HikariConfig config(Key key) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(model + "-jdbc");
        config.setJdbcUrl(key.address());
        config.setMaximumPoolSize(key.connections());
        config.setMinimumIdle(key.connections());
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        return config;
    }

    /** Closes all connections and ends the threads of the pools; who waits for a connection fails. */
    @Override
    public void close() {
        opening.lock();
        try {
            closed = true;
            for (HikariDataSource pool : pools.values()) {
                pool.close();
            }
            pools.clear();
        } finally {
            opening.unlock();
        }
    }

    /** {@code address} may hold a password: never printed. */
    private record Key(String address, int connections) {}
}
