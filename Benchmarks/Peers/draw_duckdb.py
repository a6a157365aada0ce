"""DuckDB: a stratified sample of exact sizes, by a window over all rows.

Usage: draw_duckdb.py POOL count|hash|ticket [KEY]: rows counted by class; ranked by DuckDB's own hash;
ranked by the same tickets as ours. Identifier and class only. Prints the seconds of the work.
"""
import sys
import time

import duckdb

pool, mode, key = (sys.argv + [""])[1:4]
database = duckdb.connect()
rows = f"read_csv('{pool}', all_varchar = true)"
order = {"hash": "hash(id)", "ticket": f"sha256('{key}:' || id)"}.get(mode)
start = time.perf_counter()
if mode == "count":
    answer = len(database.execute(f"SELECT class, count(*) FROM {rows} GROUP BY class").fetchall())
else:
    database.execute(f"""
        CREATE TABLE chosen AS
        SELECT id, class, rank FROM (
          SELECT id, class, count(*) OVER (PARTITION BY class) AS units,
            row_number() OVER (PARTITION BY class ORDER BY {order}) AS rank
          FROM {rows})
        WHERE rank <= (units * CASE class WHEN 'A' THEN 10 WHEN 'B' THEN 20
          WHEN 'C' THEN 35 ELSE 50 END + 99) // 100""")
    answer = database.execute("SELECT count(*) FROM chosen").fetchall()[0][0]
print(time.perf_counter() - start, answer)
