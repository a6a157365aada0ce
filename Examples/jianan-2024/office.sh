#!/bin/sh
# The year in a workspace: libraries, the plan's tasks, a joint task of two departments in one visit, a closed object
# replaced, a redraw refused, and a copy of the workspace that somebody has tampered with. Run by demo.sh.
#
# Everything in the libraries is made up: names begin with 虚构, codes only pass the check digit of GB 32100-2015.
set -eu
spotcheck=${SPOTCHECK:?"set SPOTCHECK to the program"}
here=$(cd "$(dirname "$0")" && pwd)
pools=$(cd "${1:?"usage: office.sh POOLS FOLDER"}" && pwd)
out=${2:?"usage: office.sh POOLS FOLDER"}
mkdir -p "$out"
cd "$out"
say() { printf '\n== %s\n' "$*"; }
fail() { echo "demo: $*" >&2; exit 1; }
# The clock can be set in a workspace for trying out alone.
now() { export SPOTCHECK_NOW="$1T09:00:00Z"; }
source="示例：2024-03-20 10:00 建安区自然资源局大厅，十枚十面骰，公众可现场见证"
form="# # # # # # # # # #"
seed="4 6 1 1 3 5 2 6 6 1"

say "a workspace, the item list and the libraries (一单两库)"
now 2024-03-14
"$spotcheck" workspace init office.spotcheck --demo
export SPOTCHECK_WORKSPACE=office.spotcheck
cat > items.csv << 'END'
事项编码,抽查事项,检查依据
S01,建设工程规划土地核实,《中华人民共和国城乡规划法》
S02,测绘资质单位质量管理,《中华人民共和国测绘法》
S03,是否按规定建立食用林产品生产记录,《中华人民共和国农产品质量安全法》
S04,登记证规范使用情况,《市场主体登记管理条例》
END
cat > departments.csv << 'END'
单位名称,上级单位,单位类型,别名
自然资源和规划局,,单位,
区市场监管局,,单位,
政务服务股,自然资源和规划局,股室,
测绘地理信息管理股,自然资源和规划局,股室,测绘地理信息股
森林资源保护管理股,自然资源和规划局,股室,
END
awk -F, 'NR == 1 { print "统一社会信用代码,名称,风险等级,行业" } NR > 1 { print $1 "," $2 "," $3 ",食用林产品生产" }' \
  "$pools/forest-producers.csv" > forest.csv
awk -F, 'NR == 1 { print "统一社会信用代码,名称,主体类型,住所,行业" } NR > 1 { print $1 "," $2 "," $3 "," $4 ",测绘服务" }' \
  "$pools/surveying-firms.csv" > surveying.csv
awk -F, 'NR == 1 { print "对象种类,自编编号,名称,风险等级,行业" } NR > 1 { print "建设项目," $1 "," $2 "," $4 ",建设工程" }' \
  "$pools/construction-projects.csv" > construction.csv
"$spotcheck" library import scheme henan-2022 -q
for kind in items departments; do "$spotcheck" library import "$kind" "$kind.csv" -q; done
for list in forest surveying construction; do
  "$spotcheck" library import objects "$list.csv" --accept-checksum -q
done

say "the tasks of the plan; the plan as issued is refused"
if "$spotcheck" task import "$here/plan/issued/sections.csv" "$here/plan/issued/joint.csv" --year 2024 -q; then
  fail "a plan with errors was imported"
fi
"$spotcheck" task import "$here/plan/corrected/sections.csv" "$here/plan/corrected/joint.csv" --year 2024 -q
# What a plan says in words a draw needs as conditions.
"$spotcheck" task set 1 "筛选条件=行业 = 建设工程" "候补=20%" --reason 范围 -q > /dev/null
"$spotcheck" task set 2 "筛选条件=行业 = 测绘服务" "候补=20%" "年度上限=1" --reason 范围 -q > /dev/null
"$spotcheck" task set 8 "筛选条件=行业 = 食用林产品生产" "候补=20%" "年度上限=1" --reason 范围 -q > /dev/null
"$spotcheck" task list -q

say "what the tasks leave out, and which could be one visit"
"$spotcheck" task coverage -q || true
"$spotcheck" task visits -q

say "the joint task of two departments: commitment, before the seed exists"
now 2024-03-18
"$spotcheck" task commit 8 --seed-source "$source" --seed-form "$form" -q
cat task-2024-8/notice.txt

say "the draw: one record, one draw, one visit for both departments"
now 2024-03-20
"$spotcheck" task draw 8 --seed "$seed" -q

say "an auditor recomputes it from the files, with the engine that knows no workspace"
(
  cd task-2024-8
  "$spotcheck" verify receipt.json --pool frame.csv --selection selection.csv --record record.txt --seed "$seed"
)

say "one of the firms is closed: the next reserve of its class stands in"
now 2024-05-06
closed=$(sed -n '2s/,.*//p' task-2024-8/public/selection.csv)
"$spotcheck" task replace 8 "$closed" --reason closed -q

say "somebody does not like the list: another seed is refused, and so is a redraw without a witness"
refused() { if "$spotcheck" task "$@" -q; then fail "the list was drawn again: task $*"; fi; }
refused draw 8 --seed "9 9 9 9 9 9 9 9 9 9"
refused commit 8 --seed-source "$source" --seed-form "$form"
refused redraw 8 --reason 再抽 --seed-source "$source" --seed-form "$form"

say "everything that was done is in the ledger"
"$spotcheck" ledger show -q
head=$("$spotcheck" ledger head -q)
"$spotcheck" ledger verify --head "$head" -q

say "a copy of the workspace in which somebody has spared a firm"
cp office.spotcheck tampered.spotcheck
python3 - << 'END'
import sqlite3
file = sqlite3.connect("tampered.spotcheck")
file.execute("UPDATE drawn SET role = 'reserve' WHERE version = (SELECT min(version) FROM drawn WHERE role = 'selected')")
file.commit()
END
status=0
"$spotcheck" ledger verify --workspace tampered.spotcheck --head "$head" -q || status=$?
if [ "$status" != 1 ]; then fail "the changed copy was not found"; fi

say "nothing that is confidential is in what is published"
secret=$(sed -n 's/^secret\t//p' task-2024-8/record.txt)
if grep -r -e "$secret" -e 风险等级 -e draw_rank task-2024-8/public task-2024-8/notice.txt task-2024-8/notice.html; then
  fail "something confidential is public"
fi
echo "public: $out/task-2024-8/public and its notice; everything else in $out is internal."
