"""Replicate draws of 12,367 units in three strata: the tickets of spotcheck-draw-v1 with hashlib and
NumPy, and NumPy's own Generator.choice, whose result nobody can recompute without the same build.

    python3 Peers/replicates.py POOL.csv [REPLICATES]

Prints seconds for 10,000 replicates, scaled up from those that were run, and the ratio of the two.
Needs: pip install numpy.
"""

import csv
import hashlib
import sys
import time

import numpy as np

SIZES = {"1": 844, "2": 1019, "3": 508}
LABEL, SEED = "bench", "4 6 1 1 3 5 2 6 6 1"

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
replicates = int(sys.argv[2]) if len(sys.argv) > 2 else 200
strata = {name: [row["id"].encode() for row in rows if row["risk_class"] == name] for name in SIZES}


def tickets(label):
    text = "\n".join(["spotcheck-draw-v1", "units", label, SEED, ""])
    key = hashlib.sha256(hashlib.sha256(text.encode()).hexdigest().encode() + b":")
    selected = {}
    for name, ids in strata.items():
        digests = []
        for identifier in ids:
            state = key.copy()
            state.update(identifier)
            digests.append(state.digest()[:8])
        values = np.frombuffer(b"".join(digests), dtype=">u8")
        selected[name] = np.argpartition(values, SIZES[name] - 1)[: SIZES[name]]
    return selected


start = time.perf_counter()
for replicate in range(replicates):
    tickets(f"{LABEL}/{replicate + 1}")
hashed = (time.perf_counter() - start) / replicates * 10_000

generator = np.random.default_rng(1)
start = time.perf_counter()
for _ in range(replicates):
    for name, ids in strata.items():
        generator.choice(len(ids), SIZES[name], replace=False, shuffle=False)
chosen = (time.perf_counter() - start) / replicates * 10_000

print(f"hashlib and NumPy: {hashed:.1f} s for 10,000 replicates ({replicates} run)")
print(f"NumPy choice:      {chosen:.2f} s for 10,000 replicates, {hashed / chosen:.0f} times faster")
