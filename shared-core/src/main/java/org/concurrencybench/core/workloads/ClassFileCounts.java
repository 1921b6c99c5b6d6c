package org.concurrencybench.core.workloads;

/**
 * What a class file holds.
 *
 * @param fields declared fields
 * @param methods declared methods
 * @param instructions bytecode instructions of all methods
 * @param strings string constants that instructions load
 * @param stringsHash depends on all of these strings, and on their order
 */
record ClassFileCounts(int fields, int methods, int instructions, int strings, int stringsHash) {}
