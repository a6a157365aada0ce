#!/bin/sh
# Exact sizes beside their peers, on the same problems, one after the other.
set -eu
cd "$(dirname "$0")"
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
swift package --allow-writing-to-package-directory benchmark \
  --target Allocation-Benchmarks --no-progress
python3 Peers/allocation.py "$folder"
Rscript Peers/allocation.R "$folder"
