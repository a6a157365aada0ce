"""The exact two-sided interval at N = 10^8, n = 1,000, found 3, with SciPy's hypergeometric tails.

Bisection on the number of marked units, as one writes it with scipy.stats.hypergeom. Prints the
bounds and the best and median time of 50 runs. Needs: pip install scipy.
"""

import statistics
import time

from scipy.stats import hypergeom

N, n, x, alpha = 10**8, 1000, 3, 0.025


def upper():
    low, high = x, N - n + x + 1
    while high - low > 1:
        middle = (low + high) // 2
        if hypergeom.cdf(x, N, middle, n) > alpha:
            low = middle
        else:
            high = middle
    return low


def lower():
    low, high = x - 1, N - n + x
    while high - low > 1:
        middle = (low + high) // 2
        if hypergeom.sf(x - 1, N, middle, n) > alpha:
            high = middle
        else:
            low = middle
    return high


times = []
for _ in range(50):
    start = time.perf_counter()
    bounds = lower(), upper()
    times.append(time.perf_counter() - start)
print("bounds", bounds)
print(f"best {min(times) * 1e3:.3f} ms, median {statistics.median(times) * 1e3:.3f} ms")
