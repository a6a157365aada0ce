"""The same draw on a Spark cluster and from a file, a worker killed in the middle.

    cluster.py SPOTCHECK ROWS

Starts a master and two workers of Spark's standalone mode on loopback, each a process of its own, makes a pool of
ROWS made-up units, and runs preflight, draw and frame with spark-submit; while the draw runs, one worker is killed
with its executor. `accept` recomputes what came, and its selection must be that of `spotcheck draw` from the file.
"""
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pyspark

HERE = Path(__file__).resolve().parent
SPARK = Path(pyspark.__file__).parent
HOST = "127.0.0.1"
SHARES = {"high": 0.05, "medium": 0.25, "low": 0.7}
COLUMNS = ["--id", "id", "--stratum", "class"]
TERMS = ["--rule", "high: 10%", "--rule", "medium: 1%", "--rule", "low: 20", "--reserves", "2",
         "--label", "2024-01", "--seed", "4 6 1 1 3 5 2 6 6 1"]


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Cluster:
    """A master and its workers, each in a process group of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = os.environ | {"SPARK_HOME": str(SPARK), "SPARK_LOCAL_IP": HOST,
                                         "PYSPARK_PYTHON": sys.executable, "SPARK_DAEMON_MEMORY": "512m",
                                         "SPARK_NO_DAEMONIZE": "1"}
        port = free_port()
        self.url = f"spark://{HOST}:{port}"
        self.master = self.start("master", "org.apache.spark.deploy.master.Master", "--host", HOST, "--port",
                                 str(port), "--webui-port", str(free_port()))
        self.wait("master", "I have been elected leader")
        self.workers = [
            self.start(f"worker-{number}", "org.apache.spark.deploy.worker.Worker", "--host", HOST, "--cores", "1",
                       "--memory", "1500m", "--webui-port", str(free_port()), "--work-dir",
                       str(folder / f"work-{number}"), self.url)
            for number in (1, 2)]
        for number in (1, 2):
            self.wait(f"worker-{number}", "Successfully registered with master")

    def start(self, name, *arguments):
        with open(self.folder / f"{name}.log", "w") as log:
            return subprocess.Popen([SPARK / "bin/spark-class", *arguments], env=self.environment,
                                    stdout=log, stderr=log, start_new_session=True)

    def wait(self, name, words, seconds=120):
        for _ in range(seconds * 10):
            if words in (self.folder / f"{name}.log").read_text():
                return
            time.sleep(0.1)
        raise SystemExit(f"{name} did not say in {seconds} s: {words}")

    def submit(self, pool, statement, result, kills=None):
        """Runs a statement; once it runs, kills a worker and what it has started."""
        begin = time.monotonic()
        command = [SPARK / "bin/spark-submit", "--master", self.url, "--driver-memory", "1g", "--executor-memory",
                   "1g", "--executor-cores", "1", HERE / "draw.py", pool, statement, result]
        with open(self.folder / "driver.log", "a") as log:
            run = subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, stderr=log, text=True)
            for line in run.stdout:
                if line.strip() == "running" and kills is not None:
                    threading.Timer(kills, self.kill, [1]).start()
            if run.wait() != 0:
                raise SystemExit((self.folder / "driver.log").read_text()[-4000:])
        return time.monotonic() - begin

    def kill(self, number):
        group = self.workers[number].pid
        # The executor is a child of the worker, in its group.
        os.killpg(group, signal.SIGKILL)
        print("killed a worker with its executor", flush=True)

    def stop(self):
        for process in [*self.workers, self.master]:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def make_pool(path, rows):
    random.seed(24)
    names, shares = list(SHARES), list(SHARES.values())
    with open(path, "w") as file:
        file.write("id,name,class\n")
        for start in range(0, rows, 10_000):
            count = min(10_000, rows - start)
            for number, name in enumerate(random.choices(names, shares, k=count), start):
                file.write(f"{number:09d},单位 {number},{name}\n")


def main(spotcheck, rows):
    folder = Path(tempfile.mkdtemp(prefix="spotcheck-spark-"))

    def tool(*arguments):
        run = subprocess.run([spotcheck, *map(str, arguments)], cwd=folder, capture_output=True, text=True)
        if run.returncode != 0:
            raise SystemExit(f"spotcheck {' '.join(map(str, arguments))}: {run.returncode}\n{run.stderr}")
        return run.stdout

    def statement(only, *more):
        tool("sql", "--engine", "spark", "--table", "pool", *COLUMNS, "--only", only, "-o", f"{only}.sql", *more)
        return folder / f"{only}.sql"

    pool = folder / "pool.csv"
    make_pool(pool, rows)
    begin = time.monotonic()
    tool("draw", pool, *COLUMNS, *TERMS, "-o", "file.csv", "-q")
    seconds = {"file": time.monotonic() - begin}
    cluster = Cluster(folder)
    try:
        seconds["preflight"] = cluster.submit(pool, statement("preflight"), folder / "preflight.csv")
        seconds["frame"] = cluster.submit(pool, statement("frame"), folder / "frame.csv")
        draw = statement("draw", "--preflight", "preflight.csv", *TERMS)
        seconds["draw, a worker killed"] = cluster.submit(pool, draw, folder / "result.csv", kills=1.5)
        lost = cluster.workers[1].poll() is not None
    finally:
        cluster.stop()
    begin = time.monotonic()
    tool("accept", "result.csv", "--engine", "spark", "--table", "pool", *COLUMNS, *TERMS, "--preflight",
         "preflight.csv", "--frame", "frame.csv", "-o", "push.csv", "--receipt", "push.json", "-q")
    seconds["accept"] = time.monotonic() - begin
    same = (folder / "push.csv").read_bytes() == (folder / "file.csv").read_bytes()
    tool("verify", "push.json", "--pool", pool, "--selection", "push.csv")
    print(f"{rows} rows: " + ", ".join(f"{name} {value:.1f} s" for name, value in seconds.items()))
    shutil.rmtree(folder)
    if not same or not lost:
        raise SystemExit("another selection than from the file" if not same else "no worker was killed")
    print("the same selection as from the file, byte for byte")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
