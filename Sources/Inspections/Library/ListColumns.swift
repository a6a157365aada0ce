internal import Sampling

// The item list, departments and links: what the office itself keeps.
extension LibraryKind {
  static let itemColumns: [LibraryColumn] = [
    LibraryColumn(
      "code",
      "item code",
      "事项编码",
      ["事项代码", "事项编号"],
      says: Sentence(
        "the office's code of the item; without it the item is known by its words",
        "本单位的事项编码，可不填；不填时以编制单位、类别、事项和对象识别"
      ),
      example: "SX-001"
    ),
    LibraryColumn(
      "compiler",
      "compiled by",
      "编制单位",
      ["清单编制单位", "编制部门"],
      says: Sentence("the office that keeps this list", "编制本清单的单位"),
      example: "某县自然资源局"
    ),
    LibraryColumn(
      "category",
      "category",
      "抽查类别",
      ["类别", "抽查领域", "领域", "检查类别"],
      says: Sentence("the field of inspection", "抽查类别或领域"),
      example: "测绘资质监管"
    ),
    LibraryColumn(
      "matter",
      "item",
      "抽查事项",
      ["检查事项", "事项名称", "事项", "抽查事项名称", "检查内容"],
      .name,
      says: Sentence("what is inspected", "抽查的具体事项"),
      example: "测绘资质单位质量管理"
    ),
    LibraryColumn(
      "object",
      "inspected subjects",
      "检查对象",
      ["抽查对象", "对象"],
      says: Sentence("whom or what it is inspected at", "该事项的检查对象"),
      example: "测绘资质单位"
    ),
    LibraryColumn(
      "level",
      "level",
      "事项类别",
      ["重点/一般", "重点一般", "检查事项类别", "事项类型"],
      .choice([
        ["一般检查事项", "一般", "一般事项", "一般抽查事项", "general"],
        ["重点检查事项", "重点", "重点事项", "重点抽查事项", "key"],
      ]),
      says: Sentence("general or key", "一般检查事项或重点检查事项"),
      example: "一般检查事项"
    ),
    LibraryColumn(
      "method",
      "method",
      "检查方式",
      ["抽查方式", "方式"],
      says: Sentence("how it is inspected", "现场检查、书面检查、网络监测等"),
      example: "现场检查"
    ),
    LibraryColumn(
      "body",
      "inspecting body",
      "检查主体",
      ["抽查主体", "实施主体", "主体", "实施部门"],
      says: Sentence("who is competent", "有权实施检查的单位"),
      example: "县级自然资源主管部门"
    ),
    LibraryColumn(
      "basis",
      "legal basis",
      "检查依据",
      ["抽查依据", "法律依据", "依据", "设定依据"],
      says: Sentence("the law that allows the inspection", "法律、法规、规章条款"),
      example: "《中华人民共和国测绘法》"
    ),
    LibraryColumn(
      "note",
      "note",
      "备注",
      [],
      says: Sentence("anything else", "其他说明")
    ),
  ]

  static let departmentColumns: [LibraryColumn] = [
    LibraryColumn(
      "code",
      "unit code",
      "单位编码",
      ["部门编码", "机构编码", "单位代码", "部门代码", "机构代码", "编码"],
      says: Sentence(
        "the unit's code; without it the unit is known by its name",
        "单位或股室编码，可不填；不填时以名称识别"
      ),
      example: "D01"
    ),
    LibraryColumn(
      "name",
      "unit name",
      "单位名称",
      ["部门名称", "股室名称", "机构名称", "名称", "部门", "股室", "name"],
      .name,
      says: Sentence("the full name", "单位或股室全称"),
      example: "测绘地理信息管理股"
    ),
    LibraryColumn(
      "parent",
      "parent unit",
      "上级单位",
      ["上级", "所属单位", "主管单位", "上级部门", "parent"],
      says: Sentence("the name or code of the unit that it belongs to", "上级单位的名称或编码"),
      example: "某县自然资源局"
    ),
    LibraryColumn(
      "names",
      "other names",
      "别名",
      ["简称", "曾用名", "其他名称", "又称"],
      says: Sentence("other names that plans use, parted by ;", "计划中使用的其他名称，以分号分隔"),
      example: "测绘地理信息股；测绘股"
    ),
    LibraryColumn(
      "kind",
      "unit kind",
      "单位类型",
      ["机构类型", "类型"],
      .choice([["单位", "部门", "局", "department", "unit"], ["股室", "科室", "section"]]),
      says: Sentence("department or section", "单位或股室"),
      example: "股室"
    ),
    LibraryColumn(
      "participation",
      "part in joint inspections",
      "联合抽查角色",
      ["发起/配合", "参与方式", "联合角色"],
      .choice([
        ["发起", "发起部门", "牵头", "牵头部门", "lead"], ["配合", "配合部门", "参与", "协同", "partner"],
        ["发起和配合", "均可", "both"],
      ]),
      says: Sentence("lead, partner or both, as plans call them", "在部门联合抽查中为发起、配合或均可"),
      example: "发起"
    ),
    LibraryColumn(
      "line",
      "office line (public)",
      "办公电话（公开）",
      ["办公电话", "公开电话", "对外电话", "office line"],
      .officeLine,
      says: Sentence(
        "the office's own line, which is published; no number of a person",
        "对外公开的办公电话；不得填写个人号码"
      ),
      example: "0000-0000000"
    ),
    LibraryColumn("note", "note", "备注", [], says: Sentence("anything else", "其他说明")),
  ]

  static let linkColumns: [LibraryColumn] = [
    LibraryColumn(
      "first",
      "first",
      "对象一",
      ["主体一", "旧号", "分支机构"],
      .name,
      says: Sentence("the key of one record: the older number, the branch", "一方的标识：旧号或分支机构"),
      example: "110000000000009"
    ),
    LibraryColumn(
      "second",
      "second",
      "对象二",
      ["主体二", "新号", "上级主体"],
      .name,
      says: Sentence("the key of the other one: the newer number, the parent", "另一方的标识：新号或上级主体"),
      example: "91350100M000100Y43"
    ),
    LibraryColumn(
      "relation",
      "relation",
      "关系",
      ["关联关系"],
      .choice([["同一主体", "same"], ["分支机构", "branch"]]),
      says: Sentence("one subject, or a branch and its parent", "同一主体，或分支机构与其上级"),
      example: "同一主体"
    ),
  ]
}
