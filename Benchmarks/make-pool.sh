#!/bin/sh
# Writes a made-up pool of so many rows, always the same one: identifier, name, class, district.
# 45 bytes a row; classes A to D in the shares 68, 22, 8 and 2 %.
set -eu
rows=${1:?"usage: make-pool.sh ROWS"}
LC_ALL=C awk -v rows="$rows" '
BEGIN {
  print "id,name,class,district"
  state = 42
  for (i = 1; i <= rows; i++) {
    # Park and Miller 1988; a product below 2^53 modulo a prime above 10^13 repeats no identifier.
    state = (state * 16807) % 2147483647
    r = state % 100
    printf "91411%013.0f,Firm No. %07d,%s,41%04d\n", (i * 7654321) % 9999999999971, i % 10000000, \
      r < 68 ? "A" : r < 90 ? "B" : r < 98 ? "C" : "D", state % 9000 + 1000
  }
}'
