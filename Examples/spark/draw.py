"""Runs one statement of `spotcheck sql --engine spark` on a cluster and writes its rows as CSV.

    spark-submit --master spark://HOST:7077 draw.py POOL STATEMENT.sql RESULT.csv

POOL is a folder or file that every worker reads: Parquet, or CSV with a heading. In the statement it is the table
`pool`. Its rows are shuffled over many partitions first, which no draw may depend on.
"""
import csv
import sys

from pyspark.sql import SparkSession
from pyspark.sql.functions import rand

PARTITIONS = 32


def main(pool, statement, result):
    spark = SparkSession.builder.appName("spotcheck").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    if pool.endswith(".parquet"):
        rows = spark.read.parquet(pool)
    else:
        # Every cell is a text: no type is found out.
        rows = spark.read.csv(pool, header=True, inferSchema=False, escape='"', multiLine=True)
    rows.repartition(PARTITIONS, rand()).createOrReplaceTempView("pool")
    with open(statement, encoding="utf-8") as file:
        drawn = spark.sql(file.read())
    print("running", flush=True)
    with open(result, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(drawn.columns)
        for row in drawn.toLocalIterator():
            writer.writerow("" if cell is None else cell for cell in row)
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
