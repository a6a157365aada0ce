#!/bin/sh
# Writes ceremonies of version 1: make.sh PROGRAM FOLDER, where PROGRAM is built at 89fccbf.
set -eu
program=$1
out=$2
rm -rf "$out"; mkdir -p "$out"; cd "$out"
rows() { awk -v last="$1" 'BEGIN {
  print "编号,名称,组别,规模"
  for (i = 1; i <= last; i++) printf "D%02d,虚构单位%d,%s,%d\n", i, i, (i <= 18 ? "甲" : i <= 26 ? "乙" : "丙"), i % 7
}'; }
rows 30 > pool.csv
# The year after: one unit came, one went, and nobody is in 丙.
rows 27 | sed -e '/^D03,/d' -e 's/^D27,\(.*\),丙,/D27,\1,乙,/' > pool-2.csv
seed="3 1 4 1 5 9 2 6 5 3"
ceremony() { # FOLDER POOL COMMIT DRAW BOTH…: commits and draws.
  folder=$1 pool=$2 commit=$3 draw=$4; shift 4
  mkdir -p "$folder"
  # shellcheck disable=SC2086
  "$program" commit ${pool:+"$pool"} "$@" --label "样例 $folder" --seed-source "十枚十面骰" --seed-form "# # # # # # # # # #" \
    --record "$folder/record.txt" --notice "$folder/notice.txt" $commit
  # shellcheck disable=SC2086
  "$program" draw ${pool:+"$pool"} "$@" --label "样例 $folder" --seed "$seed" --record "$folder/record.txt" \
    --output "$folder/selection.csv" --receipt "$folder/receipt.json" $draw
}
rules="--stratum 组别 --rule 20% --reserves 1"
# shellcheck disable=SC2086
{
ceremony open pool.csv "" "--publish open/public --publish-columns 名称" $rules
ceremony sealed pool.csv "--sealed" "--publish sealed/public --publish-columns 名称" $rules
ceremony pareto pool.csv "" "" --stratum 组别 --rule 2 --design pareto --measure 规模
ceremony sequential-poisson pool.csv "--sealed" "" --stratum 组别 --rule 2 --reserves 1 --design sequential-poisson --measure 规模
}
"$program" draw pool.csv $rules --label "样例 open" --seed "$seed" --record open/record.txt --format json --output open/selection.json
ceremony positions "" "--size 5" "--size 5" --population 1000 --reserves 2
mkdir -p uncommitted
"$program" draw pool.csv $rules --start "$(printf %064d 8)" --label "样例 uncommitted" --seed "$seed" --output uncommitted/selection.csv --receipt uncommitted/receipt.json
mkdir -p rotation
year() { # NUMBER POOL COMMIT BOTH…
  number=$1 pool=$2 commit=$3; shift 3
  "$program" commit "$pool" --stratum 组别 --rule 20% --reserves 1 --label "样例 rotation" --seed-source "十枚十面骰" \
    --seed-form "# # # # # # # # # #" --record "rotation/record-$number.txt" --notice "rotation/notice-$number.txt" $commit "$@"
  "$program" draw "$pool" --stratum 组别 --rule 20% --reserves 1 --label "样例 rotation" --seed "$seed" --record "rotation/record-$number.txt" \
    --output "rotation/selection-$number.csv" --receipt "rotation/receipt-$number.json" "$@"
}
year 1 pool.csv --sealed
# In 甲 the reserve stood in.
grep -v -e '^乙,.*,reserve,' -e '^丙,.*,reserve,' rotation/selection-1.csv > rotation/used-1.csv
year 2 pool-2.csv "--secret-of rotation/record-1.txt --previous rotation/record-1.txt" --after rotation/receipt-1.json --used rotation/used-1.csv
find . -name '*.seeds' -delete
