"""The pool and Python's pools in turn, and by how much they differ.

Run: python3 against.py CLASS_PATH PYTHON_SCRIPT [--runs 7] [--java java] [--records FILE]
PYTHON_SCRIPT defines identity(value), and measure(method), which prints lines of JSON with "what" and "value"; only "spawn" is asked for.
With --records, runs are added to those that FILE has already, and all of them count; --runs 0 only evaluates them.
"""
import argparse
import json
import math
import pathlib
import statistics
import subprocess
import sys

# What is better, and by which factor the pool is to be better than Python.
GOALS = {
    "submit_round_trip_us": ("time", 5),
    "submit_tasks_per_s": ("rate", 15),
    "map_chunk_1_tasks_per_s": ("rate", 4),
    "map_chunk_100_tasks_per_s": ("rate", 3),
    "map_chunk_default_tasks_per_s": ("rate", 2),
    "echo_1MiB_MB_per_s_both_ways": ("rate", 3),
    "start_to_first_result_without_end_ms": ("time", 1 / 1.3),
    "start_to_first_result_ms": ("time", 1 / 1.3),
}
# Two-sided 95 % quantiles of Student's t for 1, 2, ... degrees of freedom.
T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
     2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045]


def figures(command):
    output = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    return {row["what"]: row for row in map(json.loads, output.splitlines())}


# A script's time to the first result ends with its pool; this one when the result is there. Seven starts, the first does not count.
START = """
import json, multiprocessing, statistics, time
def start(context):
    begin = time.perf_counter()
    with context.Pool(1) as pool:
        pool.apply(peer.identity, (1,))
        return time.perf_counter() - begin
context = multiprocessing.get_context("spawn")
value = statistics.median([start(context) for _ in range(7)][1:]) * 1e3
print(json.dumps({"what": "start_to_first_result_without_end_ms", "value": value}))
"""


def python_figures(script):
    path = pathlib.Path(script).resolve()
    load = f"import sys; sys.path.insert(0, {str(path.parent)!r}); import {path.stem} as peer\n"
    return figures([sys.executable, "-c", load + "peer.measure('spawn')"]) | figures([sys.executable, "-c", load + START])


def interval(ratios):
    """The geometric mean of ratios, and its 95 % interval by Student's t on their logarithms."""
    logs = [math.log(ratio) for ratio in ratios]
    mean = statistics.fmean(logs)
    if len(logs) < 2:
        return math.exp(mean), 0, math.inf
    half = T[min(len(logs) - 2, len(T) - 1)] * statistics.stdev(logs) / math.sqrt(len(logs))
    return math.exp(mean), math.exp(mean - half), math.exp(mean + half)


def line(what, left, right, left_first, ratios, goal):
    mean, low, high = interval(ratios)
    verdict = "met" if low >= goal else "missed" if high < goal else "open"
    print(f"{what:32} {left:12.5g} {left_first:12.5g} {right:12.5g} {mean:8.2f} [{low:.2f}, {high:.2f}]  {goal:.3g} {verdict}")


def evaluate(pairs):
    print(f"{len(pairs)} pairs of runs; medians; how many times faster the pool is, with its 95 % interval; the goal")
    print(f"{'figure':32} {'pool':>12} {'pool cold':>12} {'Python':>12} {'ratio':>8}")
    for what, (kind, goal) in GOALS.items():
        pool = [pair["pool"][what]["value"] for pair in pairs]
        first = [pair["pool"][what]["first"] for pair in pairs]
        python = [pair["python"][what]["value"] for pair in pairs]
        ratios = [p / q if kind == "rate" else q / p for p, q in zip(pool, python)]
        line(what, *map(statistics.median, (pool, python, first)), ratios, goal)
    raw = [pair["pool"]["raw_round_trip_us"]["value"] for pair in pairs]
    pool = [pair["pool"]["submit_round_trip_us"]["value"] for pair in pairs]
    mean, low, high = interval([p / r for p, r in zip(pool, raw)])
    print(f"raw round trip {statistics.median(raw):.1f} us; the pool's takes {mean:.2f} [{low:.2f}, {high:.2f}] times as long; goal: at most 3")


def parser():
    options = argparse.ArgumentParser()
    options.add_argument("class_path")
    options.add_argument("python_script")
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--java", default="java")
    options.add_argument("--records")
    return options


def in_turn(sides, arguments):
    """Pairs of runs of two sides, those of earlier calls first."""
    records = pathlib.Path(arguments.records) if arguments.records else None
    pairs = [json.loads(row) for row in records.read_text().splitlines()] if records and records.exists() else []
    for _ in range(arguments.runs):
        # Who goes first changes from pair to pair.
        order = sorted(sides, reverse=len(pairs) % 2 == 1)
        pair = {side: sides[side]() for side in order}
        pairs.append(pair)
        if records:
            with records.open("a") as file:
                file.write(json.dumps(pair) + "\n")
    return pairs


def main():
    arguments = parser().parse_args()
    pool = [arguments.java, "-cp", arguments.class_path, "org.concurrencybench.process.poolbench.PoolFigures"]
    evaluate(in_turn({"pool": lambda: figures(pool), "python": lambda: python_figures(arguments.python_script)}, arguments))


if __name__ == "__main__":
    main()
