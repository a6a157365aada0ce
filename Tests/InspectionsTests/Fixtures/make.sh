#!/bin/sh
# How version-1.spotcheck was made, by spotcheck of that version; it is never made again.
set -eu
cd "$(mktemp -d)"
export SPOTCHECK_NOW=2024-03-14T09:00:00Z SPOTCHECK_WORKSPACE=version-1.spotcheck
S="$1"
"$S" workspace init version-1.spotcheck --demo --actor clerk
"$S" library import scheme henan-2022 --actor clerk
cat > objects.csv <<'END'
统一社会信用代码,名称,住所,登记状态,信用风险等级
91350100M000100Y43,甲(测绘)有限公司,一路,存续,A
110108000000016,乙,二路,存续,D
END
"$S" library import objects objects.csv --actor clerk
printf '对象种类,自编编号,名称\n项目,2024-001,丙项目\n' > projects.csv
"$S" library import objects projects.csv --actor clerk
printf '姓名,执法证号,自编号,人员类别\n张某,A1,,公务员\n李某,,X1,日常监管人员\n王某,A2,,公务员\n' > people.csv
"$S" library import inspectors people.csv --actor clerk
"$S" library set 110108000000016 登记状态=注销 --reason 注销登记 --actor clerk
"$S" library link 110108000000016 91350100M000100Y43 --actor clerk
"$S" library end A2 --reason 调离 --actor clerk
"$S" ledger head > version-1.head
pwd
