#!/bin/sh
# The three tasks of a county's 2024 plan, from the ratio to what is published. Run by `make demo`.
#
# Surveying firms: more than 35 % of each grade, an open draw. Construction projects (10 %) and
# forest producers (50 %): by risk class under Henan's published ratios of 2021, 1/2/10/30 %, and the
# plan's ratio over all; sealed, because risk classes are internal.
set -eu
spotcheck=${SPOTCHECK:?"set SPOTCHECK to the program"}
here=$(dirname "$0")
out=${1:?"usage: demo.sh FOLDER"}
rm -rf "$out"
mkdir -p "$out"
"$here/make-pools.sh" "$out/pools"
say() { printf '\n== %s\n' "$*"; }
# In a real draw ten dice are thrown in public after the notice; this example makes them up.
seed="4 6 1 1 3 5 2 6 6 1"
form="# # # # # # # # # #"
source="示例：2024-03-20 10:00 建安区自然资源局大厅，十枚十面骰，公众可现场见证"
plan=$here/plan

say "the plan as issued: what is wrong with it"
if "$spotcheck" plan check "$plan/issued/sections.csv" "$plan/issued/joint.csv" --year 2024; then
  echo "demo: the plan as issued passed" >&2
  exit 1
fi

say "the plan as corrected"
"$spotcheck" plan check "$plan/corrected/sections.csv" "$plan/corrected/joint.csv" --year 2024
"$spotcheck" plan check "$plan/corrected/sections.csv" "$plan/corrected/joint.csv" --year 2024 \
  --format json --output "$out/plan.json"

# task NAME POOL STRATA COLUMN NUMBER PUBLISHED [rule…]: size, commit, draw, verify.
task() {
  name=$1 pool=$out/pools/$2 strata=$out/pools/$3 column=$4 task=$out/plan.json#$5 columns=$6
  shift 6
  folder=$out/$name
  mkdir -p "$folder"
  sealed=--sealed
  if [ "$name" = surveying ]; then sealed=; fi
  say "$name: sizes"
  "$spotcheck" size "$strata" "$@"
  say "$name: commitment, before the seed exists"
  "$spotcheck" commit "$pool" --stratum "$column" --task "$task" --reserves 10% \
    --seed-source "$source" --seed-form "$form" $sealed --publish-columns "$columns" \
    --record "$folder/record.txt" --notice "$folder/notice.txt"
  say "$name: draw"
  "$spotcheck" draw "$pool" --stratum "$column" --task "$task" --reserves 10% --seed "$seed" \
    --record "$folder/record.txt" --output "$folder/selection.csv" \
    --receipt "$folder/receipt.json" --publish "$folder/public"
  cp "$folder/notice.txt" "$folder/public/notice.txt"
  say "$name: an auditor recomputes it"
  "$spotcheck" verify "$folder/receipt.json" --pool "$pool" \
    --selection "$folder/selection.csv" --record "$folder/record.txt" \
    --notice "$folder/notice.txt" --seed "$seed"
  say "$name: anybody checks what was published"
  set --
  if [ -z "$sealed" ]; then set -- --pool "$pool"; fi
  "$spotcheck" verify "$folder/public/receipt.json" --notice "$folder/public/notice.txt" \
    --selection "$folder/public/selection.csv" --seed "$seed" "$@"
}

henan="--rule A:1% --rule B:2% --rule C:10% --rule D:30%"
task surveying surveying-firms.csv surveying-strata.csv 资质等级 2 名称 --rule '>35%'
# shellcheck disable=SC2086
task construction construction-projects.csv construction-strata.csv 风险等级 1 项目名称 \
  $henan --overall 10%
# shellcheck disable=SC2086
task forest forest-producers.csv forest-strata.csv 风险等级 8 名称 $henan --overall 50%

say "somebody spares a selected firm: the copy of the selection is edited, and verify finds it"
sed '2d' "$out/surveying/selection.csv" > "$out/surveying/tampered.csv"
status=0
"$spotcheck" verify "$out/surveying/receipt.json" --pool "$out/pools/surveying-firms.csv" \
  --selection "$out/surveying/tampered.csv" --record "$out/surveying/record.txt" --seed "$seed" ||
  status=$?
if [ "$status" != 1 ]; then
  echo "demo: the edited copy was not found" >&2
  exit 1
fi

say "the open draw again, with nothing but sha256sum and sort"
"$here/recompute.sh" "$out/pools/surveying-firms.csv" \
  "$(sed -n 's/^label\t//p' "$out/surveying/record.txt")" "$seed" 1 3 乙级=12 甲级=5 > "$out/surveying/recomputed.txt"
awk -F, '$3 == "selected" { print $1, $2, $8 }' "$out/surveying/selection.csv" |
  cmp - "$out/surveying/recomputed.txt"
echo "the same units in the same order"

"$here/office.sh" "$out/pools" "$out/office"

say "what there is now"
for name in surveying construction forest; do
  printf '%-14s selected %3d   public: %s\n' "$name" \
    "$(($(wc -l < "$out/$name/public/selection.csv") - 1))" "$out/$name/public"
done
echo "Everything else in $out is internal; the records of the sealed draws hold their secrets."
