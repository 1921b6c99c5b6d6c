package org.concurrencybench.core.workloads;

/** A burger and a salad of one order. */
record Meal(Burger burger, Salad salad) {}
