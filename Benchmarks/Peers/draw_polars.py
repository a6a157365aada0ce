"""Polars: a stratified sample of exact sizes, by a shuffle that nobody can recompute.

Usage: draw_polars.py POOL OUTPUT [two]; with `two` only identifier and class are read and nothing is
written. Prints the seconds of the work, without the start of Python and imports.
"""
import sys
import time

import polars as pl

pool, output, mode = (sys.argv + ["whole"])[1:4]
ratios = {"A": 10, "B": 20, "C": 35, "D": 50}
start = time.perf_counter()
columns = ["id", "class"] if mode == "two" else None
units = pl.scan_csv(pool, infer_schema=False)
if columns:
    units = units.select(columns)
size = pl.len() * pl.col("class").first().replace_strict(ratios, return_dtype=pl.Int64)
chosen = (
    units.with_columns(
        rank=pl.int_range(pl.len()).shuffle(seed=1).over("class"),
        size=((size + 99) // 100).over("class"),
    )
    .filter(pl.col("rank") < pl.col("size"))
    .sort("class", "rank")
    .collect()
)
if mode != "two":
    chosen.write_csv(output)
print(time.perf_counter() - start, chosen.height)
