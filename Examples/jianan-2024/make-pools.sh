#!/bin/sh
# Makes the three pools of the example, always the same ones. Everything in them is made up: the
# names begin with 虚构 ("made-up"), the codes only pass the check digit of GB 32100-2015.
set -eu
out=${1:?"usage: make-pools.sh FOLDER"}
mkdir -p "$out"
LC_ALL=C awk -v out="$out" '
# Park and Miller 1988, doi:10.1145/63039.63042: exact in the doubles of every awk.
function random(n) { state = (state * 16807) % 2147483647; return state % n }
# A unified social credit code of Jian an district (411003) with its check character.
function code(    i, sum, text, place) {
  text = "91411003MA"
  while (length(text) < 17) text = text substr(alphabet, random(31) + 1, 1)
  split("1 3 9 27 19 26 16 17 20 29 25 13 8 24 10 30 28", weight, " ")
  sum = 0
  for (i = 1; i <= 17; i++) sum += weight[i] * (index(alphabet, substr(text, i, 1)) - 1)
  place = (31 - sum % 31) % 31
  return text substr(alphabet, place + 1, 1)
}
BEGIN {
  state = 20240314
  alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
  split("甲 乙 丙 丁 戊 己 庚 辛 壬 癸", stem, " ")
  split("A B C D", class, " ")

  file = out "/surveying-firms.csv"
  print "统一社会信用代码,名称,资质等级,住所" > file
  for (i = 1; i <= 45; i++)
    print code() ",虚构" stem[random(10) + 1] "测绘有限公司" i "," (i <= 12 ? "甲级" : "乙级") \
      ",建安区虚构路" (random(200) + 1) "号" > file

  file = out "/construction-projects.csv"
  print "项目编号,项目名称,建设单位,风险等级,建筑面积" > file
  for (i = 1; i <= 400; i++) {
    r = random(100)
    print "建字第4110032024" sprintf("%05d", i) "号,虚构" stem[random(10) + 1] "项目" i \
      ",虚构" stem[random(10) + 1] "置业有限公司," class[r < 55 ? 1 : r < 83 ? 2 : r < 96 ? 3 : 4] \
      "," (random(90000) + 1000) > file
  }

  file = out "/forest-producers.csv"
  print "统一社会信用代码,名称,风险等级,产品" > file
  split("核桃 板栗 香菇 花椒 枣", product, " ")
  for (i = 1; i <= 60; i++) {
    r = random(100)
    print code() ",虚构" stem[random(10) + 1] "林产品有限公司" i \
      "," class[r < 45 ? 1 : r < 75 ? 2 : r < 92 ? 3 : 4] "," product[random(5) + 1] > file
  }
}'
# The strata of each pool, as `spotcheck size` reads them: name and population.
strata() {
  { echo "stratum,population"; tail -n +2 "$1" | cut -d, -f"$2" | LC_ALL=C sort | uniq -c |
    awk '{ print $2 "," $1 }'; } > "$3"
}
strata "$out/surveying-firms.csv" 3 "$out/surveying-strata.csv"
strata "$out/construction-projects.csv" 4 "$out/construction-strata.csv"
strata "$out/forest-producers.csv" 3 "$out/forest-strata.csv"
