/**
 * An experiment before it is measured: its pilot run, and the folders by which the runner and the JVMs that it starts
 * exchange what they know.
 */
@NullMarked
package org.concurrencybench.core.experiment;

import org.jspecify.annotations.NullMarked;
