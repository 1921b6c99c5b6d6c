"""A process that waits at a barrier is killed; the others wait with a time-out."""
import multiprocessing as mp
import threading
import time

from limit import report


def wait(barrier):
    try:
        barrier.wait(2)
    except threading.BrokenBarrierError:
        pass


def scenario():
    barrier = mp.Barrier(3)
    killed, other = (mp.Process(target=wait, args=(barrier,), daemon=True) for _ in range(2))
    killed.start()
    other.start()
    time.sleep(0.5)
    killed.kill()
    killed.join()
    other.join()


if __name__ == "__main__":
    report(scenario)
