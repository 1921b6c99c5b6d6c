package org.concurrencybench.reports.stats;

import org.apache.commons.math3.random.RandomGenerator;

/** How simulated trials vary, on the log scale; all but {@link #UNEQUAL} alike for every model. */
enum Noise {
    NORMAL {
        @Override
        void add(double[] round, RandomGenerator random, Machine machine) {
            for (int model = 0; model < round.length; model++) {
                round[model] += SPREAD * random.nextGaussian();
            }
        }
    },
    /** Three trials in ten compile, or land in memory, less luckily: 8 % slower. */
    BIMODAL {
        @Override
        void add(double[] round, RandomGenerator random, Machine machine) {
            for (int model = 0; model < round.length; model++) {
                round[model] += 0.5 * SPREAD * random.nextGaussian() + (random.nextDouble() < 0.3 ? 2 * SPREAD : 0);
            }
        }
    },
    /** The machine's speed wanders, with a memory of five rounds, through trials in shuffled order. */
    DRIFTING {
        @Override
        void add(double[] round, RandomGenerator random, Machine machine) {
            double memory = Math.exp(-1.0 / (5 * round.length));
            for (int model : machine.shuffled(round.length, random)) {
                machine.level =
                        memory * machine.level + 0.66 * SPREAD * Math.sqrt(1 - memory * memory) * random.nextGaussian();
                round[model] += machine.level + 0.75 * SPREAD * random.nextGaussian();
            }
        }
    },
    /** A neighbour takes a third of the machine, for some rounds at a time. */
    PHASES {
        @Override
        void add(double[] round, RandomGenerator random, Machine machine) {
            for (int model : machine.shuffled(round.length, random)) {
                if (random.nextDouble() < 1.0 / (4 * round.length)) {
                    machine.level = machine.level == 0 ? 0.4 : 0;
                }
                round[model] += machine.level + 0.75 * SPREAD * random.nextGaussian();
            }
        }
    },
    /** Every other model is three times as noisy. */
    UNEQUAL {
        @Override
        void add(double[] round, RandomGenerator random, Machine machine) {
            for (int model = 0; model < round.length; model++) {
                round[model] += (model % 2 == 0 ? 0.5 : 1.5) * SPREAD * random.nextGaussian();
            }
        }
    };

    /** Trials of one cell differ by 3 to 5 % on a small shared machine. */
    static final double SPREAD = 0.04;

    /** Adds noise to one trial of each model; the machine is one family's, from its first round on. */
    abstract void add(double[] round, RandomGenerator random, Machine machine);

    /** What lasts from round to round. */
    static final class Machine {
        double level;

        int[] shuffled(int models, RandomGenerator random) {
            int[] order = new int[models];
            for (int i = 0; i < models; i++) {
                int j = random.nextInt(i + 1);
                order[i] = order[j];
                order[j] = i;
            }
            return order;
        }
    }
}
