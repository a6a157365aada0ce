"""Times one draw from a file and from engines: pulled by their clients, and pushed into them.

Usage: engines.py SPOTCHECK FOLDER [ROWS]: the program, a folder for the made-up pool, 20 million rows by default. It
needs DuckDB's client (PyPI duckdb-cli) in PATH or in this Python, and PostgreSQL from Debian, of which it starts a server
of its own on a socket in FOLDER. Each way is timed whole, as processes: a push is draw, frame and accept, its preflight
beside it. Every way must give the same selection, byte for byte. Three runs in turn, the median, the load average
beside it; writes results/engines.json.
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
RUNS = 3
TERMS = ["--id", "id", "--stratum", "class"]
DRAW = ["--rule", "A: 0.01%", "--rule", "B: 0.02%", "--rule", "C: 0.1%", "--rule", "D: 0.5%", "--label", "bench", "--seed",
        "4 6 1 1 3 5 2 6 6 1"]
QUERY = "SELECT * FROM 'pool.parquet'"


class Postgres:
    """A server of our own, which root can not run."""

    def __init__(self, folder):
        self.folder = folder / "postgres"
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
        if not (self.folder / "data").exists():
            self.folder.mkdir(parents=True)
            if user:
                shutil.chown(self.folder, "postgres")
            subprocess.run([*user, programs / "initdb", "-D", self.folder / "data", "-A", "trust", "-U", "postgres", "-E",
                            "UTF8", "--locale=C.UTF-8", "--no-sync"], check=True, cwd="/", stdout=subprocess.DEVNULL)
        self.place = f"host={self.folder} dbname=postgres user=postgres"
        self.log = open(folder / "postgres.log", "w")
        self.process = subprocess.Popen(
            [*user, programs / "postgres", "-D", self.folder / "data", "-k", self.folder, "-c", "listen_addresses=", "-c",
             "fsync=off", "-c", "max_wal_size=8GB", "-c", "shared_buffers=2GB"], cwd="/", stdout=self.log, stderr=self.log)
        while subprocess.run([programs / "pg_isready", "-q", "-h", self.folder]).returncode != 0:
            time.sleep(0.1)

    def run(self, sql, output=None):
        subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", self.place, "-f", "-"], input=sql, text=True,
                       check=True, stdout=output)

    def stop(self):
        self.process.terminate()
        self.process.wait()


def duckdb():
    found = shutil.which("duckdb")
    try:
        import duckdb_cli
        found = str(Path(duckdb_cli.__file__).parent / "duckdb")
    except ImportError:
        pass
    if not found:
        sys.exit("engines.py: pip install duckdb-cli")
    return found


def main(spotcheck, folder, rows):
    folder = Path(folder).resolve() / f"engines-{rows}"
    folder.mkdir(parents=True, exist_ok=True)
    # The server's user must reach its own folder.
    client = duckdb()
    os.environ["PATH"] = f"{Path(client).parent}:{os.environ['PATH']}"
    server_folder = Path("/tmp") / f"spotcheck-bench-{rows}"
    server_folder.mkdir(exist_ok=True)
    server_folder.chmod(0o755)

    def duck(sql, output=None):
        subprocess.run([client, "-batch", "-bail", "-no-init"], input=sql, text=True, check=True, cwd=folder, stdout=output)

    def tool(*arguments):
        subprocess.run([spotcheck, *map(str, arguments)], check=True, cwd=folder, stderr=subprocess.DEVNULL)

    def sql(engine, only, *more):
        relation = ["--query", QUERY] if engine == "duckdb" else ["--table", "pool"]
        return subprocess.run([spotcheck, "sql", "--engine", engine, *relation, *TERMS, "--only", only, *more], check=True,
                              cwd=folder, capture_output=True, text=True).stdout

    if not (folder / "pool.parquet").exists():
        duck(f"""
            CREATE TABLE pool AS SELECT '91' || lpad(hash(i)::VARCHAR, 20, '0')::VARCHAR || i AS id, '单位 ' || i AS name,
              CASE WHEN i % 100 < 70 THEN 'A' WHEN i % 100 < 90 THEN 'B' WHEN i % 100 < 98 THEN 'C' ELSE 'D' END AS class,
              'district ' || i % 40 AS district FROM range({rows}) t(i);
            COPY pool TO 'pool.parquet'; COPY pool TO 'pool.csv' (HEADER true);
            """)
    server = Postgres(server_folder)
    try:
        server.run("CREATE TABLE IF NOT EXISTS pool (id text, name text, class text, district text)")
        server.run(f"TRUNCATE pool;\n\\copy pool FROM '{folder}/pool.csv' (FORMAT csv, HEADER true)\nANALYZE pool;")

        def answer(engine, only, name, *more):
            with open(folder / name, "w") as file:
                (duck if engine == "duckdb" else server.run)(sql(engine, only, *more), file)

        def push(engine):
            def run():
                answer(engine, "draw", f"{engine}.result.csv", "--preflight", f"{engine}.preflight.csv", *DRAW)
                answer(engine, "frame", f"{engine}.frame.csv")
                relation = ["--query", QUERY] if engine == "duckdb" else ["--table", "pool"]
                tool("accept", f"{engine}.result.csv", "--engine", engine, *relation, *TERMS, *DRAW, "--preflight",
                     f"{engine}.preflight.csv", "--frame", f"{engine}.frame.csv", "-o", "out.csv", "--receipt", "out.json")
            return run

        def pull(*source):
            return lambda: tool("draw", *source, *TERMS, *DRAW, "-o", "out.csv", "--receipt", "out.json")

        ways = {
            "file": pull("pool.csv"),
            "duckdb pull, CSV": pull("--from", "duckdb:pool.csv"),
            "duckdb pull, Parquet": pull("--from", "duckdb:pool.parquet"),
            "duckdb preflight": lambda: answer("duckdb", "preflight", "duckdb.preflight.csv"),
            "duckdb push": push("duckdb"),
            "postgres pull": pull("--from", f"postgres:{server.place}", "--table", "pool"),
            "postgres preflight": lambda: answer("postgres", "preflight", "postgres.preflight.csv"),
            "postgres push": push("postgres"),
        }
        seconds, first = {way: [] for way in ways}, None
        for _ in range(RUNS):
            for way, run in ways.items():
                begin = time.perf_counter()
                run()
                seconds[way].append(time.perf_counter() - begin)
                if "preflight" in way:
                    continue
                text = (folder / "out.csv").read_bytes()
                first = first or text
                if text != first:
                    sys.exit(f"engines.py: {way} gave another selection")
                print(f"{way}: {seconds[way][-1]:.2f} s", flush=True)
    finally:
        server.stop()
    median = {way: round(statistics.median(times), 3) for way, times in seconds.items()}
    for way, value in median.items():
        print(f"{way:24} {value:8.2f} s  {value / median['file']:6.2f} times the file")
    result = {"rows": rows, "runs": RUNS, "load": os.getloadavg(), "seconds": median,
              "times_the_file": {way: round(value / median["file"], 2) for way, value in median.items()}}
    (HERE / "results/engines.json").write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 20_000_000)
