"""Shared objects and Python's multiprocessing in turn, and by how much they differ.

Run: python3 coordination_against.py CLASS_PATH PYTHON_SCRIPT [--runs 7] [--java java] [--memory] [--records FILE]
PYTHON_SCRIPT prints lines of JSON with "what" and "value" when it is run. With --memory processes wake each other
through shared memory instead of sockets. With --records, runs are added to those that FILE has already, and all of them count; --runs 0 only evaluates.
"""
import statistics
import sys

from against import figures, in_turn, interval, parser

# What is better, and by which factor shared objects are to be better than Python's.
GOALS = {
    "lock_uncontended_us": ("time", 2),
    "value_locked_add_uncontended_us": ("time", 10),
    "semaphore_round_trip_us": ("time", 1),
    "event_round_trip_us": ("time", 2),
    "condition_round_trip_us": ("time", 2),
    "barrier_pass_us": ("time", 2),
    "queue_round_trip_us": ("time", 3),
    "queue_items_per_s": ("rate", 10),
    "manager_dict_set_us": ("time", 3),
    "manager_proxy_create_ms": ("time", 20),
    "listener_connect_and_authenticate_us": ("time", 1),
    "pipe_round_trip_us": ("time", 3),
    "pipe_echo_1MiB_MB_per_s_both_ways": ("rate", 5),
    "value_locked_add_contended_us": ("time", 0),
    "array_write_million_doubles_ms": ("time", 0),
    "manager_lock_uncontended_us": ("time", 0),
    "manager_queue_put_get_us": ("time", 0),
}


def ratios_of(pairs, what, kind):
    ours = [pair["shared"][what]["value"] for pair in pairs]
    python = [pair["python"][what]["value"] for pair in pairs]
    return ours, python, [o / p if kind == "rate" else p / o for o, p in zip(ours, python)]


def evaluate(pairs):
    print(f"{len(pairs)} pairs of runs; medians; how many times faster shared objects are, with the 95 % interval; the goal")
    print(f"{'figure':38} {'shared':>11} {'first':>11} {'Python':>11} {'ratio':>8}")
    for what, (kind, goal) in GOALS.items():
        ours, python, ratios = ratios_of(pairs, what, kind)
        first = statistics.median(pair["shared"][what]["first"] for pair in pairs)
        mean, low, high = interval(ratios)
        verdict = "" if goal == 0 else f"{goal} met" if low >= goal else f"{goal} missed" if high < goal else f"{goal} open"
        print(
            f"{what:38} {statistics.median(ours):11.4g} {first:11.4g} {statistics.median(python):11.4g} {mean:8.2f} [{low:.2f}, {high:.2f}]  {verdict}"
        )
    for what in pairs[0]["shared"]:
        if what not in GOALS:
            print(f"{what:38} {statistics.median(pair['shared'][what]['value'] for pair in pairs):11.4g}  (nothing like it in Python)")


def main():
    options = parser()
    options.add_argument("--memory", action="store_true")
    arguments = options.parse_args()
    memory = ["--enable-native-access=ALL-UNNAMED"] if arguments.memory else []
    shared = [arguments.java, *memory, "-cp", arguments.class_path, "org.concurrencybench.process.poolbench.CoordinationFigures"]
    python = [sys.executable, arguments.python_script]
    evaluate(in_turn({"shared": lambda: figures(shared), "python": lambda: figures(python)}, arguments))


main()
