"""Exact integer Neyman sizes by a threshold search in NumPy: the peer of Benchmarks/Allocation.

Doubles decide everything here, ties included. Run: python3 Peers/allocation.py [FOLDER]; the problems
are written into the folder, for Peers/allocation.R.
"""

import math
import os
import sys
import time

import numpy as np


def population(strata):
    state, mask = strata, (1 << 64) - 1

    def uniform():
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) & mask
        return (state >> 11) * 2.0**-53

    units, deviations = [], []
    for _ in range(strata):
        units.append(20 + int(uniform() * 1981))
        radius = math.sqrt(-2 * math.log(1 - uniform()))
        normal = radius * math.cos(2 * math.pi * uniform())
        deviations.append((math.floor(math.exp(1.2 * normal) * 1000 + 0.5) + 1) / 1000)
    return np.array(units), np.array(deviations)


def sizes(weights, least, most, total):
    def reached(threshold):
        size = np.floor(0.5 + np.sqrt(0.25 + weights / threshold)).astype(np.int64)
        return np.clip(size, least, most)

    low, high = 1e-30, float(weights.max()) * 2
    for _ in range(200):
        middle = math.sqrt(low * high)
        count = int(reached(middle).sum())
        if count > total:
            low = middle
        else:
            high = middle
        if count == total:
            break
    size = reached(high)
    missing = total - int(size.sum())
    if missing > 0:
        gain = np.where(size < most, weights / (size * (size + 1.0)), 0)
        size[np.argsort(-gain, kind="stable")[:missing]] += 1
    return size


def write(folder, name, root, least, most, total):
    for part, values in ("root", root), ("least", least), ("most", most), ("total", [total]):
        np.asarray(values, dtype=np.float64).tofile(os.path.join(folder, f"{name}-{part}"))


def main():
    for strata in (1_000, 10_000, 100_000, 1_000_000):
        units, deviations = population(strata)
        weights = (units * deviations) ** 2
        for name in "AB":
            legal = name == "B"
            least = np.maximum(2, (units + 9) // 10) if legal else np.full(strata, 2)
            total = int(units.sum()) // (5 if legal else 20)
            if len(sys.argv) > 1:
                write(sys.argv[1], f"{strata}-{name}", units * deviations, least, units, total)
            times = []
            for _ in range(51 if strata < 100_000 else 9):
                start = time.perf_counter()
                result = sizes(weights, least, units, total)
                times.append(time.perf_counter() - start)
            assert int(result.sum()) == total
            print(f"exact sizes {strata:.0e} {name}/numpy: {sorted(times)[len(times) // 2] * 1e3:.3f} ms")


if __name__ == "__main__":
    main()
