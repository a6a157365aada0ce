"""The stratified upper bound of 95 % by a search over all splits with NumPy.

N = (120, 900, 4200), n = (60, 90, 84), found (9, 5, 0): for every (M1, M2) that the sample leaves
possible the greatest M3 whose tail exceeds 5 %, by bisection over all pairs at once. Prints the
bound and the time of three runs. Needs: pip install numpy scipy.
"""

import time

import numpy as np
from scipy.stats import hypergeom

N, n, x, alpha = (120, 900, 4200), (60, 90, 84), (9, 5, 0), 0.05
weights = (2, 10, 50)
observed = sum(w * k for w, k in zip(weights, x))


def search():
    ranges = [np.arange(k, a - b + k + 1) for a, b, k in zip(N, n, x)]
    caps = [min(b, observed // w) for b, w in zip(n, weights)]
    mass = [
        hypergeom.pmf(np.arange(cap + 1)[None, :], a, marked[:, None], b)
        for a, b, marked, cap in zip(N, n, ranges, caps)
    ]
    tail = np.cumsum(mass[2], axis=1)
    # room[i, j, k]: the probability that strata 1 and 2 leave room for exactly k in stratum 3.
    room = np.zeros((len(ranges[0]), len(ranges[1]), caps[2] + 1))
    for first in range(caps[0] + 1):
        for second in range(caps[1] + 1):
            left = observed - weights[0] * first - weights[1] * second
            if left >= 0:
                k = min(left // weights[2], caps[2])
                room[:, :, k] += np.outer(mass[0][:, first], mass[1][:, second])
    low = np.full(room.shape[:2], -1)
    high = np.full(room.shape[:2], len(ranges[2]))
    while (high - low > 1).any():
        middle = np.clip((low + high) // 2, 0, len(ranges[2]) - 1)
        holds = (room * tail[middle]).sum(axis=2) > alpha
        active = high - low > 1
        low = np.where(active & holds, middle, low)
        high = np.where(active & ~holds, middle, high)
    total = ranges[0][:, None] + ranges[1][None, :] + ranges[2][0] + low
    return int(total[low >= 0].max())


for _ in range(3):
    start = time.perf_counter()
    bound = search()
    print(f"bound {bound}, {time.perf_counter() - start:.3f} s")
