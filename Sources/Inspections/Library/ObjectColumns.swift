internal import Sampling

// What may be inspected: market subjects, and projects, products, behaviours and places.
extension LibraryKind {
  static let objectColumns: [LibraryColumn] = identity + state + classes

  private static let identity: [LibraryColumn] = [
    LibraryColumn(
      "code",
      "credit code",
      "统一社会信用代码",
      ["统一社会信用码", "社会信用代码", "信用代码", "统一代码", "USCC"],
      says: Sentence(
        "18 characters, as text; of an older subject without one the 15-digit number may stand here",
        "18 位，文本格式；尚无代码的主体可填 15 位注册号"
      ),
      example: "91350100M000100Y43"
    ),
    LibraryColumn(
      "registration",
      "registration number",
      "注册号",
      ["工商注册号", "营业执照注册号", "登记注册号"],
      says: Sentence("15 digits, as text", "15 位数字，文本格式")
    ),
    LibraryColumn(
      "kind",
      "kind of object",
      "对象种类",
      ["对象类别", "非市场主体类别", "非市场主体种类"],
      says: Sentence(
        "of an object that is no market subject: project, product, behaviour, place …",
        "非市场主体填写：项目、产品、行为、场所等"
      )
    ),
    LibraryColumn(
      "number",
      "own number",
      "自编编号",
      ["对象编号", "项目编号", "产品编号", "编号"],
      says: Sentence(
        "of an object that is no market subject: the office's own number of it",
        "非市场主体填写：本单位的编号，同一种类内不得重复"
      )
    ),
    LibraryColumn(
      "name",
      "object name",
      "名称",
      [
        "企业名称", "单位名称", "主体名称", "市场主体名称", "经营主体名称", "对象名称", "检查对象名称", "字号名称", "项目名称", "产品名称",
        "企业（机构）名称", "company name", "name",
      ],
      .name,
      says: Sentence("the registered name", "登记的名称"),
      example: "某测绘有限公司"
    ),
    LibraryColumn(
      "standard_name",
      "standard name",
      "规范名称",
      ["标准名称"],
      says: Sentence("left empty it is made of the name by rules", "不填时按规则由名称生成")
    ),
  ]

  private static let state: [LibraryColumn] = [
    LibraryColumn(
      "type",
      "subject type",
      "主体类型",
      ["企业类型", "市场主体类型", "经营主体类型", "类型"],
      says: Sentence("company, sole trader, institution …", "企业、个体工商户、事业单位等"),
      example: "有限责任公司"
    ),
    LibraryColumn(
      "address",
      "address",
      "住所",
      ["地址", "经营场所", "住所（经营场所）", "注册地址", "经营地址", "项目地址", "坐落"],
      says: Sentence("where it is", "住所、经营场所或坐落"),
      example: "某县某路 1 号"
    ),
    LibraryColumn(
      "district",
      "district",
      "区域",
      ["行政区划", "所属区域", "辖区", "所在区县", "区县", "乡镇", "街道"],
      says: Sentence("the district or street", "所属辖区"),
      example: "城关镇"
    ),
    LibraryColumn(
      "industry",
      "industry",
      "行业",
      ["行业类别", "所属行业", "行业代码", "行业门类"],
      says: Sentence("industry or trade", "所属行业"),
      example: "测绘服务"
    ),
    LibraryColumn(
      "status",
      "status",
      "登记状态",
      ["经营状态", "企业状态", "主体状态", "状态", "存续状态"],
      says: Sentence("open, cancelled, revoked …", "存续、注销、吊销等"),
      example: "存续"
    ),
    LibraryColumn(
      "department",
      "supervising unit",
      "监管单位",
      ["监管部门", "监管机构", "管辖单位", "登记机关", "责任股室"],
      says: Sentence("who supervises it", "负责监管的单位或股室")
    ),
  ]

  private static let classes: [LibraryColumn] = [
    LibraryColumn(
      "scheme",
      "class scheme",
      "分类标准",
      ["分类体系"],
      isClass: false,
      says: Sentence(
        "the scheme that its class is of, where there are several",
        "所用风险分类标准；只有一个时可不填"
      )
    ),
    LibraryColumn(
      "own_class",
      "own class",
      "本单位分类",
      ["本单位风险等级", "自评等级", "单位分类结果"],
      isClass: true,
      says: Sentence(
        "the class that the office itself has given; it counts first",
        "本单位的分类结果，优先采用；内部使用，不得公开"
      )
    ),
    LibraryColumn(
      "own_class_date",
      "own class date",
      "本单位分类日期",
      ["本单位评定日期"],
      .day,
      isClass: true,
      says: Sentence("the day of that class", "上述结果的日期")
    ),
    LibraryColumn(
      "platform_class",
      "platform class",
      "信用风险等级",
      ["平台分类", "风险等级", "信用风险分类", "企业信用风险分类", "信用风险类别", "风险类别", "风险分类", "信用等级"],
      isClass: true,
      says: Sentence("the class on the platform", "平台的信用风险分类结果；内部使用，不得公开")
    ),
    LibraryColumn(
      "platform_class_date",
      "platform class date",
      "信用风险分类日期",
      ["平台分类日期", "风险等级日期", "评定日期", "分类日期"],
      .day,
      isClass: true,
      says: Sentence("the day of that class", "上述结果的日期")
    ),
    LibraryColumn(
      "score",
      "score",
      "信用风险分值",
      ["风险分值", "信用分", "分值", "风险得分"],
      .number,
      isClass: true,
      says: Sentence("the score that the class was made of", "平台的分值；内部使用，不得公开")
    ),
    LibraryColumn(
      "checksum",
      "check digit",
      "校验",
      [],
      .own,
      says: Sentence(
        "accepted, where a wrong check digit was taken as it stands",
        "校验位有误但按原样接受时为“已接受”"
      )
    ),
    LibraryColumn("note", "note", "备注", [], says: Sentence("anything else", "其他说明")),
  ]
}
