internal import Sampling

// Who inspects, and the schemes of risk classes.
extension LibraryKind {
  /// Categories of inspectors; the first two are certified.
  static let civilServant = "公务员"
  static let otherCertified = "其他持证人员"
  static let dailySupervision = "日常监管人员"
  static let expert = "专家"

  static let inspectorColumns: [LibraryColumn] = [
    LibraryColumn(
      "certificate",
      "certificate",
      "执法证号",
      ["行政执法证号", "执法证件号", "证件号", "执法证编号", "证号"],
      says: Sentence("the number of the certificate, as text", "行政执法证号，文本格式；无证人员不填"),
      example: "0000000001"
    ),
    LibraryColumn(
      "number",
      "own number",
      "自编号",
      ["人员编号", "工号", "编号"],
      says: Sentence(
        "of a person without a certificate: a number of the office's own, equal to no certificate",
        "无证人员填写本单位自编号，不得与任何执法证号相同"
      )
    ),
    LibraryColumn(
      "name",
      "person name",
      "姓名",
      ["人员姓名", "执法人员", "检查人员", "执法人员姓名", "name"],
      .name,
      says: Sentence("the name", "姓名"),
      example: "张某"
    ),
    LibraryColumn(
      "category",
      "person category",
      "人员类别",
      ["人员性质", "人员类型", "身份", "类别", "category"],
      .choice([
        [civilServant, "执法类公务员", "行政执法类公务员", "civil servant"],
        [otherCertified, "持证人员", "执法人员", "参公人员", "事业人员", "certified"],
        [dailySupervision, "日常监管", "无证人员", "daily supervision", "daily-supervision staff"],
        [expert, "专家库人员", "expert"],
      ]),
      says: Sentence(
        "civil servant, certified, daily supervision (without certificate), expert",
        "公务员、其他持证人员、日常监管人员（无证）、专家"
      ),
      example: civilServant
    ),
    LibraryColumn(
      "department",
      "unit",
      "所属单位",
      ["单位", "工作单位", "部门", "所在单位"],
      says: Sentence("the department", "所在单位"),
      example: "某县自然资源局"
    ),
    LibraryColumn(
      "section",
      "section",
      "股室",
      ["股室", "科室", "所在股室", "所属股室", "所在科室", "所属科室", "内设机构"],
      says: Sentence("the section", "所在股室"),
      example: "测绘地理信息管理股"
    ),
    LibraryColumn(
      "speciality",
      "speciality",
      "专业",
      ["执法领域", "业务专长", "专长", "专业领域", "执法类别"],
      says: Sentence("fields, parted by ;", "执法领域或专业，以分号分隔"),
      example: "测绘"
    ),
    LibraryColumn(
      "district",
      "district",
      "区域",
      ["辖区", "执法区域", "所属区域"],
      says: Sentence("where the person inspects", "执法区域"),
      example: "城关镇"
    ),
    LibraryColumn(
      "valid_from",
      "valid from",
      "有效期起",
      ["证件有效期起", "发证日期", "起始日期"],
      .day,
      says: Sentence("the first day of the certificate", "证件有效期起始日"),
      example: "2024-01-01"
    ),
    LibraryColumn(
      "valid_until",
      "valid until",
      "有效期止",
      ["证件有效期止", "有效期至", "有效期", "截止日期"],
      .lastDay,
      says: Sentence("the last day of the certificate, or 长期", "证件有效期截止日，或填“长期”"),
      example: "2028-12-31"
    ),
    LibraryColumn(
      "role",
      "role",
      "角色",
      ["检查角色", "职责"],
      .choice([["组长", "主检", "主检人员", "lead"], ["组员", "协检", "成员", "member"], ["均可", "both"]]),
      says: Sentence("lead, member or both", "组长、组员或均可"),
      example: "均可"
    ),
    LibraryColumn(
      "status",
      "duty status",
      "在岗状态",
      ["状态", "是否在岗"],
      .choice([["在岗", "是", "on duty"], ["离岗", "否", "off duty", "absent"]]),
      says: Sentence("on duty or off", "在岗或离岗"),
      example: "在岗"
    ),
    LibraryColumn("note", "note", "备注", [], says: Sentence("anything else", "其他说明")),
  ]

  static let schemeColumns: [LibraryColumn] = [
    LibraryColumn(
      "scheme",
      "scheme",
      "分类标准",
      ["标准名称", "分类体系", "方案"],
      says: Sentence("the name of the scheme", "分类标准名称"),
      example: "某省企业信用风险分类"
    ),
    LibraryColumn(
      "class",
      "class",
      "等级",
      ["类别", "分类", "级别", "等级名称"],
      .name,
      says: Sentence("the name of the class", "等级名称"),
      example: "A"
    ),
    LibraryColumn(
      "names",
      "other names",
      "别名",
      ["其他名称", "含义"],
      says: Sentence("other names of the class, parted by ;", "等级的其他名称，以分号分隔"),
      example: "低风险"
    ),
    LibraryColumn(
      "rank",
      "order",
      "次序",
      ["序号", "顺序", "检查强度"],
      .rank,
      says: Sentence(
        "1 is checked least; a scheme whose class a is checked most has there the greatest number",
        "1 为检查最少的等级；如 a 类检查最多，则其次序最大"
      ),
      example: "1"
    ),
    LibraryColumn(
      "score",
      "score interval",
      "分值区间",
      ["分值", "分数区间", "得分区间"],
      .interval,
      says: Sentence(
        "[0,200) holds 0 and not 200; empty where the class has no score",
        "[0,200) 含 0 不含 200；无分值时不填"
      ),
      example: "[0,200)"
    ),
    LibraryColumn(
      "overrides",
      "overrides",
      "直接判定情形",
      ["一票否决", "直接认定情形", "否决情形"],
      says: Sentence("what makes a subject of this class whatever its score", "不论分值直接判为该等级的情形")
    ),
    LibraryColumn(
      "source",
      "source",
      "依据文件",
      ["来源", "依据"],
      says: Sentence("the document that says so", "依据的文件及文号"),
      example: "某文号"
    ),
    LibraryColumn(
      "date",
      "date of the source",
      "文件日期",
      ["日期", "发布日期"],
      .day,
      says: Sentence("its day", "文件日期"),
      example: "2022-08-10"
    ),
    LibraryColumn("note", "note", "备注", [], says: Sentence("anything else", "其他说明")),
  ]
}
