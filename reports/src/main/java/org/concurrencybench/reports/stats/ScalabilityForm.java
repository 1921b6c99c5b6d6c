package org.concurrencybench.reports.stats;

/** Which coefficients of the universal scalability law are fitted; the others are 0. */
public enum ScalabilityForm {
    /** All of them. */
    FULL,
    /** β = 0, since it came out negative: Amdahl's law. */
    CONTENTION,
    /** α = 0, since it came out negative. */
    COHERENCE,
    /** α = β = 0: every worker adds as much as the first. */
    LINEAR;

    /** Indexes of the fitted coefficients among γ, α, β. */
    int[] free() {
        return switch (this) {
            case FULL -> new int[] {0, 1, 2};
            case CONTENTION -> new int[] {0, 1};
            case COHERENCE -> new int[] {0, 2};
            case LINEAR -> new int[] {0};
        };
    }
}
