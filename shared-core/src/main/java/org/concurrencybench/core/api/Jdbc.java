package org.concurrencybench.core.api;

import javax.sql.DataSource;

/** Pooled JDBC connections that block the calling thread while all are in use. */
public interface Jdbc {
    /**
     * The pool of connections to a database: the same for the same arguments. Closed with the session.
     *
     * @param address a JDBC address, with user and password where needed
     * @param connections how many it has at most; scarce, so divide it by {@link JvmContext#jvms}
     */
    DataSource dataSource(String address, int connections);
}
