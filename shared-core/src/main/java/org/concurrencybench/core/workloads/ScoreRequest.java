package org.concurrencybench.core.workloads;

/**
 * What is to be scored.
 *
 * @param token what the server answered
 * @param rounds how often it is hashed; 1 or more
 */
record ScoreRequest(String token, int rounds) {}
