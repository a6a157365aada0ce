#!/bin/sh
# Recomputes an open draw with nothing but sha256sum and sort: prints "stratum rank identifier".
#
#   recompute.sh POOL LABEL SEED ID_COLUMN STRATUM_COLUMN STRATUM=SIZE…
#
# Columns are numbers, as in cut; the pool has plain cells, without quotes.
set -eu
pool=$1 label=$2 seed=$3 id_column=$4 stratum_column=$5
shift 5
key=$(printf 'spotcheck-draw-v1\nunits\n%s\n%s\n' "$label" "$seed" | sha256sum | cut -c1-64)
tickets=$(tail -n +2 "$pool" | cut -d, -f"$id_column,$stratum_column" |
  while IFS=, read -r id stratum; do
    echo "$stratum $(printf '%s:%s' "$key" "$id" | sha256sum | cut -c1-64) $id"
  done | LC_ALL=C sort)
for pair in "$@"; do
  printf '%s\n' "$tickets" | grep "^${pair%=*} " | head -n "${pair#*=}" |
    awk '{ print $1, NR, $3 }'
done
