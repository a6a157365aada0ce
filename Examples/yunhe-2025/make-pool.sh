#!/bin/sh
# Makes the pool of a made-up city with its known truth, always the same one: 6,000 food businesses
# in four risk classes and six districts, and beside it what an inspection of each would find. The
# names begin with 虚构 ("made-up"); the truth is there to compare estimates with.
set -eu
out=${1:?"usage: make-pool.sh FOLDER"}
mkdir -p "$out"
LC_ALL=C awk -v out="$out" '
# Park and Miller 1988, doi:10.1145/63039.63042: exact in the doubles of every awk.
function random(n) { state = (state * 16807) % 2147483647; return state % n }
BEGIN {
  state = 20250301
  split("东城 西城 南湖 北关 高新 云河", district, " ")
  split("餐馆 面包房 超市 食堂 茶楼", kind, " ")
  split("A B C D", class, " ")
  # Violations per thousand in the classes A to D.
  split("10 40 120 300", rate, " ")
  pool = out "/pool.csv"
  truth = out "/truth.csv"
  print "id,name,district,class,staff" > pool
  print "id,result" > truth
  for (i = 1; i <= 6000; i++) {
    r = random(100)
    c = r < 55 ? 1 : r < 83 ? 2 : r < 96 ? 3 : 4
    id = sprintf("YH%05d", i)
    d = random(6) + 1
    k = random(5) + 1
    print id ",虚构" kind[k] i "," district[d] "," class[c] "," (1 + random(60)) > pool
    print id "," (random(1000) < rate[c] ? "不合格" : "合格") > truth
  }
}'
# The strata of the pool, as `spotcheck size` reads them, with the rates that are supposed.
{
  echo "stratum,population,prevalence,cost"
  tail -n +2 "$out/pool.csv" | cut -d, -f4 | LC_ALL=C sort | uniq -c |
    awk '{ split("0.01 0.04 0.12 0.3", p, " "); split("0.5 0.5 1 1", c, " ")
           print $2 "," $1 "," p[NR] "," c[NR] }'
} > "$out/strata.csv"
