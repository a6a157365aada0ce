import Draws
import Testing

@Suite struct ClassColumnTests {
  @Test(
    arguments: [
      // Risk, however it is written.
      "风险等级", "风险级别", "风险分类", "风险类别", "风险", "风险分级", "风险层级", "风险程度", "风险评级", "风险档次",
      "企业信用风险分类", "信用风险等级", "信用风险分类结果", "信用风险类别", "信用风险", "企业信用风险等级代码",
      "风险等级(2024)", "风险等级（2024年）", "风险等级【新】", "2024年风险等级", "风险等级2024年度", "风险等级_1", " 风 险 等 级 ",
      "风\u{3000}险等级", "風險等級", "风险等级名称", "【风险等级】", "(风险等级)", "企业（风险等级）", "风险\n等级", "风\u{200B}险等级",
      "高风险", "是否高风险", "风险得分", "风险类型", "危险等级", "火灾危险级别",
      "risk_category", "risk-class", "risk class", "RiskClass", "riskClass", "RISK_LEVEL",
      "risklevel",
      "ｒｉｓｋ＿ｃｌａｓｓ", "risk.rating", "Risk", "risks", "risk_class_2024", "risk class (2024)",
      "high_risk",
      "credit_risk_category", "risk_level_name", "risk_code", "company (risk class)", "fxdj",
      "FXDJ",
      "xyfxfl", "qyxyfxfl", "fengxiandengji", "feng_xian_deng_ji",
      // Credit.
      "信用等级", "信用分类", "信用级别", "信用评级", "信用评价", "企业信用等级", "信用评价等级", "纳税信用级别", "信用得分", "诚信等级",
      "信用等級", "信用状况", "credit_rating", "creditGrade", "credit-score", "xydj",
      // A grade and nothing else.
      "等级", "级别", "分级", "评级", "企业等级", "单位等级", "监管等级", "监管级别", "检查等级", "量化分级", "分类分级", "分级分类",
      "等级代码", "等级（2023）", "等級", "当前等级", "经营者等级", "class", "Class", "CLASS", "ｃｌａｓｓ", "class_2024",
      "grade",
      "Grade", "class_code", "company_class", "inspection-grade", "class（等级）", "class等级", "ABCD类别",
      "ＡＢＣＤ类别", "A/B/C/D类", "A-D级", "ABC分类", "abcd class",
    ]
  )
  func isOne(_ name: String) { #expect(ClassColumn.isClass(name)) }

  @Test(
    arguments: [
      "", " ", "()", "2024", "id", "name", "cls", "district", "stratum", "strata", "type",
      "category",
      "classification", "classification_code", "industry_classification", "level", "size", "area",
      "vehicle_class", "size_class", "age class", "school_grade_level", "classroom", "classe",
      "classé",
      "subclass", "upgrade", "brisk", "asterisk", "risky business", "credit", "credit_code",
      "county",
      "risk_officer", "risk assessment date", "class_teacher", "grader", "fx", "xy", "fengxian",
      "a", "ab",
      "类型", "类别", "分类", "行业类别", "行业分类", "企业类型", "企业类别", "主体类型", "分类号", "分类代码", "所属区域", "区县",
      "登记状态", "经营状态", "统一社会信用代码", "社会信用代码", "信用代码", "信用代码类别", "信用修复日期", "信用", "名称", "住所", "组",
      "资质等级", "医院等级", "道路等级", "行政级别", "年级", "班级", "星级", "级", "类", "层", "A类", "产品类别", "许可证编号",
      "风险评估机构", "风险排查日期", "风险点名称", "风险监测部门", "危险化学品", "危险货物类别", "检查类别", "抽查类型", "规模",
      "注册资本（万元）", "行业门类", "监管部门", "乡镇（街道）", "名称（企业）", "分类监管单位",
    ]
  )
  func isNone(_ name: String) { #expect(!ClassColumn.isClass(name)) }

  @Test(
    arguments: [
      "风险等级", "class", "等级", "信用分类", "评分", "联系电话", "手 机", "ｐｈｏｎｅ", "E-mail", "Ｅ－ｍａｉｌ", "e mail",
      "身份证号",
      "身份證號", "家庭住址", "draw_rank", "ｄｒａｗ＿ｒａｎｋ", "Score", "mobile_no", "电子邮箱", "座机", "证件号码",
    ]
  )
  func isPrivate(_ name: String) { #expect(PrivateContent.isPrivate(column: name)) }

  @Test(arguments: ["名称", "地址", "企业类型", "district", "name", "统一社会信用代码", "经营范围", "行业类别", "type"])
  func isPublic(_ name: String) { #expect(!PrivateContent.isPrivate(column: name)) }
}
