"""NumPy: a million of 10¹² positions, by a generator that nobody can recompute in another language."""
import time

import numpy

start = time.perf_counter()
positions = numpy.random.default_rng(1).choice(10**12, 10**6, replace=False)
print(time.perf_counter() - start, len(positions))
