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
{
  echo "执法证号,姓名,人员类别,所属单位,股室,有效期起,有效期止,角色"
  for i in 1 2 3 4 5 6; do
    echo "JA00$i,虚构甲$i,公务员,自然资源和规划局,森林资源保护管理股,2022-01-01,2026-12-31,均可"
    echo "SJ00$i,虚构乙$i,公务员,区市场监管局,,2022-01-01,2026-12-31,均可"
  done
} > inspectors.csv
"$spotcheck" library import scheme henan-2022 -q
for kind in items departments inspectors; do "$spotcheck" library import "$kind" "$kind.csv" -q; done
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

say "who may be in its teams: two of each department, and two who must not inspect a firm (回避)"
first=$(sed -n '2s/,.*//p' forest.csv)
second=$(sed -n '3s/,.*//p' forest.csv)
printf '任务,检查日期,每部门人数\n2024/8,2024-05-20,2\n' > staffing.csv
printf '人员,对象,回避事由\nJA001,%s,亲属关系\nSJ002,%s,原工作单位\n' "$first" "$second" > avoidances.csv
for kind in staffing avoidances; do "$spotcheck" library import "$kind" "$kind.csv" -q; done

say "the joint task of two departments: commitment, before the seed exists"
now 2024-03-18
"$spotcheck" task commit 8 --seed-source "$source" --seed-form "$form" -q
cat task-2024-8/notice.txt

say "the draw: one record, one draw, one visit for both departments"
now 2024-03-20
"$spotcheck" task draw 8 --seed "$seed" -q

say "the teams, by the same seed, from what was frozen with the commitment"
now 2024-03-21
"$spotcheck" task assign 8 -q | head -20

say "an auditor recomputes it from the files, with the engine that knows no workspace"
(
  cd task-2024-8
  "$spotcheck" verify receipt.json --pool frame.csv --selection selection.csv --record record.txt --seed "$seed" \
    --posts posts.txt --inspectors inspectors.txt --assignment teams.txt
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

say "after the visits: what was found, reviewed by a second person"
now 2024-05-21
"$spotcheck" results template 8 --format csv --language zh -o template.csv -q
python3 - << 'END'
import csv
rows = list(csv.reader(open("template.csv", encoding="utf-8-sig")))
place = {name: number for number, name in enumerate(rows[0])}
for number, row in enumerate(rows[1:]):
    if number == len(rows) - 2:
        break  # one is left for later, and will be overdue
    row[place["检查日期"]] = "2024-05-20"
    row[place["检查结果"]] = "发现问题待后续处理" if number == 0 else "未发现问题"
    if number == 0:
        row[place["后续处理"]], row[place["处理期限"]] = "责令限期整改", "2024-06-20"
    row[place["平台录入日期"]] = row[place["结果公示日期"]] = "2024-05-21"
csv.writer(open("results.csv", "w", encoding="utf-8")).writerows(rows)
END
"$spotcheck" results import results.csv --actor 虚构甲1 -q
"$spotcheck" results review 8 --actor 虚构甲2 -q

say "at the year's end: what is overdue, and how the units are graded"
now 2024-12-16
"$spotcheck" due --until 2024-12-31 -q
if "$spotcheck" due --strict -q > /dev/null; then fail "nothing was overdue"; fi
"$spotcheck" evaluate --year 2024 --verify-draws --report 2024.html -q

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
if grep -r -e "$secret" -e JA001 -e 亲属关系 task-2024-8/public task-2024-8/notice.txt task-2024-8/notice.html \
  || grep -e 风险等级 -e draw_rank task-2024-8/public/*.csv task-2024-8/public/*.json; then
  fail "something confidential is public"
fi
echo "public: $out/task-2024-8/public and its notice; everything else in $out is internal."
