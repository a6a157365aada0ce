#!/bin/sh
# Writes ceremonies of version 2 over made-up pools: make.sh PROGRAM FOLDER.
set -eu
program=$1
out=$2
rm -rf "$out"
mkdir -p "$out"
cd "$out"
rows() { awk -v last="$1" 'BEGIN {
  print "编号,名称,组别,规模,状态"
  for (i = 1; i <= last; i++)
    printf "D%02d,虚构单位%d,%s,%d,%s\n", i, i, (i <= 18 ? "甲" : i <= 26 ? "乙" : "丙"), i % 7, \
      (i % 9 == 4 ? "注销" : "存续")
}'; }
rows 30 > pool.csv
# The year after: one unit came, one went, one changed its class, and nobody is in 丙.
rows 27 | sed -e '/^D03,/d' -e 's/^D27,\(.*\),丙,/D27,\1,乙,/' > pool-2.csv
# Full-width identifiers, two columns of them, and an empty class.
awk 'BEGIN {
  print "代码,自编号,组别"
  for (i = 1; i <= 12; i++)
    printf "%s,%s,%s\n", (i % 3 ? "９１" i : ""), "Z" i, (i % 4 ? "甲" : "")
}' > codes.csv
printf '编号,原因\nD02,本年已检查\nD20,本年已检查\nD11,"停业, 整顿"\n' > exclude.csv
seed="3 1 4 1 5 9 2 6 5 3"
form="# # # # # # # # # #"

# ceremony FOLDER POOL COMMIT DRAW BOTH…: commits and draws.
ceremony() {
  folder=$1 pool=$2 commit=$3 draw=$4
  shift 4
  mkdir -p "$folder"
  # shellcheck disable=SC2086
  "$program" commit ${pool:+"$pool"} "$@" --label "样例 $folder" --seed-source "十枚十面骰" \
    --seed-form "$form" --record "$folder/record.txt" --notice "$folder/notice.txt" $commit
  # shellcheck disable=SC2086
  "$program" draw ${pool:+"$pool"} "$@" --label "样例 $folder" --seed "$seed" \
    --record "$folder/record.txt" --output "$folder/selection.csv" --receipt "$folder/receipt.json" $draw
}

shown="--publish-columns 名称"
ceremony open pool.csv "$shown" "--publish open/public" --stratum 组别 --rule 20% --reserves 1
ceremony sealed pool.csv "--sealed $shown" "--publish sealed/public" --stratum 组别 --rule 20% --reserves 1
ceremony filtered pool.csv "$shown" "--publish filtered/public" --stratum 组别 --rule 30% --overall ">25%" \
  --where "状态 = 存续" --where "number:规模 >= 1" --exclude exclude.csv
ceremony pareto pool.csv "" "" --stratum 组别 --rule 2 --design pareto --measure 规模
ceremony sequential-poisson pool.csv --sealed "" --stratum 组别 --rule 2 --reserves 1 \
  --design sequential-poisson --measure 规模
ceremony normalized codes.csv "" "--publish normalized/public" --id 代码,自编号 --stratum 组别 \
  --rule 25% --unclassified 未分类 --normalize-ids
ceremony positions "" "" "" --population 1000 --size 5 --reserves 2
for format in json csv; do
  plain= name=selection.json
  if [ $format = csv ]; then plain=--plain name=plain.csv; fi
  "$program" draw pool.csv --stratum 组别 --label "样例 filtered" --seed "$seed" --exclude exclude.csv \
    --record filtered/record.txt --format $format $plain --output "filtered/$name"
done
mkdir -p uncommitted
"$program" draw pool.csv --stratum 组别 --rule "甲: 30%" --rule "乙: >20%" --rule "丙: 1-2" --reserves 1 \
  --start "甲: $(printf %064d 8)" --where "状态 = 存续" --exclude exclude.csv --label "样例 uncommitted" \
  --seed "$seed" --output uncommitted/selection.csv --receipt uncommitted/receipt.json
mkdir -p rotation
# year NUMBER POOL COMMIT BOTH…
year() {
  number=$1 pool=$2 commit=$3
  shift 3
  # shellcheck disable=SC2086
  "$program" commit "$pool" --stratum 组别 --rule 20% --reserves 1 --label "样例 rotation" \
    --seed-source "十枚十面骰" --seed-form "$form" --record "rotation/record-$number.txt" \
    --notice "rotation/notice-$number.txt" $commit "$@"
  "$program" draw "$pool" --stratum 组别 --rule 20% --reserves 1 --label "样例 rotation" --seed "$seed" \
    --record "rotation/record-$number.txt" --output "rotation/selection-$number.csv" \
    --receipt "rotation/receipt-$number.json" "$@"
}
year 1 pool.csv "--sealed --rotation"
# In 甲 the reserve stood in.
grep -v -e '^乙,.*,reserve,' -e '^丙,.*,reserve,' rotation/selection-1.csv > rotation/used-1.csv
year 2 pool-2.csv "--secret-of rotation/record-1.txt --previous rotation/record-1.txt --pool-before pool.csv" \
  --after rotation/receipt-1.json --used rotation/used-1.csv
find . -name '*.seeds' -delete
