#!/bin/sh
# The same tickets with sha256sum, a process for each row, and sort; POOL KEY.
set -eu
tail -n +2 "$1" | while IFS=, read -r id name class district; do
  printf '%s %s %s\n' "$class" "$(printf '%s:%s' "$2" "$id" | sha256sum | cut -c1-64)" "$id"
done | LC_ALL=C sort
