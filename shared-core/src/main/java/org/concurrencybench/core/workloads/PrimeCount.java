package org.concurrencybench.core.workloads;

/**
 * The primes below a bound.
 *
 * @param bound the bound; without it the answers of most neighbouring bounds would be equal
 * @param primes how many there are
 * @param largest the largest of them; 0 if there is none
 */
record PrimeCount(int bound, int primes, int largest) {}
