package org.concurrencybench.core.jdbc;

/**
 * A row of {@link AccountTable}.
 *
 * @param id the key: 0 to {@link AccountTable#ROWS} − 1
 * @param owner a name that no other account has
 * @param balance any number
 */
public record Account(int id, String owner, long balance) {
    /** The account of that key: a pure function, so that answers of a database can be checked. */
    public static Account of(int id) {
        long balance = (id + 1) * 6364136223846793005L + 1442695040888963407L; // Knuth's MMIX generator
        return new Account(id, "owner " + Long.toHexString(balance * 31 + id), balance);
    }
}
