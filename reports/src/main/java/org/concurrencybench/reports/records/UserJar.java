package org.concurrencybench.reports.records;

/**
 * A jar or a folder of classes that the user plugged in.
 *
 * @param name its file name
 * @param sha256 SHA-256 of its content, in hexadecimal digits
 */
public record UserJar(String name, String sha256) {}
