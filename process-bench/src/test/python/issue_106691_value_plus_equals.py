"""Processes add to a shared value by +=, which reads and writes."""
import multiprocessing as mp

from limit import report

PROCESSES = 3
TIMES = 100_000


def add(value):
    for _ in range(TIMES):
        value.value += 1


def scenario():
    value = mp.Value("q", 0)
    processes = [mp.Process(target=add, args=(value,), daemon=True) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(f"{value.value} of {PROCESSES * TIMES}:", end=" ")
    return value.value == PROCESSES * TIMES


if __name__ == "__main__":
    report(scenario, 60)
