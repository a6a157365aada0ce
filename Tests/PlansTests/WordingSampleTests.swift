import Plans
import Sampling
import Testing

/// A sample of our own: wordings of published plans, one cell each, and variants that offices write.
///
/// Published: 总体比例…, 守信… = 池州市交通 2025 (aqinhuangdao5.cn 3529577); 以2020年…, 每年50%, 每季度各… = 江汉区生态环境
/// 2025 (jianghan.gov.cn t20250415_2566923); 10-20% = 武汉经开区 2022 (whkfq.gov.cn t20220523_1975521); =50%,
/// 网格, 每周 = 随机抽查事项清单样表 2016 (m.1wenmi.com 597734); 3户 = 宜宾市商务 2023 (ybcom.yibin.gov.cn
/// t20230614_1866080); 海洋… = 广州市生态环境 (sthjj.gz.gov.cn post_10130573); 11259家 = 池州市生态环境 2019
/// (sthjj.chizhou.gov.cn 388125). The rest is made up.
@Suite struct WordingSampleTests {
  /// Kind, heading, wording, reading, as in ``Wording``.
  private static let published = """
    ratio\t抽查对象比例\t总体比例不超过5%\toverall ≤5%
    class\t信用风险分类要求\t根据信用类别不同，对守信、警示、失信、严重失信企业分别按1%、10%、50%和80%比例抽取。\t守信: ≥1%; 警示: ≥10%; 失信: ≥50%; 严重失信: ≥80%
    ratio\t抽查对象比例\t以2020年以来辖区内各级生态环境部门审批的建设项目为重点，全年抽查比例不低于40%，不重复抽查。\t≥40% | FINDING: objects leave the draw
    ratio\t抽查对象比例\t每年50%\t≥50%
    ratio\t抽查对象比例\t10-20%\t10%-20%
    ratio\t抽查对象比例\t=50%\t=50%
    base\t抽查对象基数\t当期网格数量\tFINDING: no number
    frequency\t抽查周期\t每周\t=1次/周
    time\t实施时间\t每季度各抽查1次\t2024-01-01..2024-12-31; frequency 4/year | FINDING: a rhythm
    target\t抽查户数\t3\tn=3
    ratio\t抽查对象比例\t一般监管对象:每年最低抽查比为1:2(按照负责海洋环境监管的在岗在编执法人员数量与被抽查对象的比)\tFINDING: inspectors
    base\t管理对象基数\t11259家\tn=11259
    """

  private static let variants = """
    ratio\t抽查对象比例\t不少于三成\t≥30%
    ratio\t抽查对象比例\t一半以上\t≥50%
    ratio\t抽查对象比例\t三分之一以上\t≥1/3
    ratio\t抽查对象比例\t万分之五\t≥0.05%
    ratio\t抽查对象比例\t不低于总数的千分之五\t≥0.5%
    ratio\t抽查对象比例\t５％～１０％\t5%-10%
    ratio\t抽查对象比例\t10%到20%\t10%-20%
    ratio\t抽查对象比例\t3%以上5%以下\t≥3%; ≤5%
    ratio\t抽查对象比例\t不低于3%，最高不超过5%\t≥3%; ≤5%
    ratio\t抽查对象比例\t5％（含）以上\t≥5%
    ratio\t抽查对象比例\t5%以内\t≤5% | FINDING: a cap is no size
    ratio\t抽查对象比例\t10%且不少于2户\t≥10%; ≥2
    ratio\t抽查对象比例\t10%（最低3家，最高20家）\t≥10%; ≥3; ≤20
    ratio\t抽查对象比例\t5%（上限20户）\t≥5%; ≤20
    ratio\t抽查对象比例\t5%（不足1户的按1户抽取）\t≥5%; ≥1
    ratio\t抽查对象比例\t5%，不足1户按1户计\t≥5%; ≥1
    ratio\t抽查对象比例\t5%，向上取整\t≥5%
    ratio\t抽查对象比例\t20户，不足20户的全部抽查\t20 or all
    ratio\t抽查对象比例\t20家，不足的全查\t20 or all
    ratio\t抽查对象比例\t按照不低于市场主体总数3%的比例抽取\t≥3%
    ratio\t抽查对象比例\t从名录库中随机抽取10%\t≥10%
    ratio\t抽查对象比例\t占总数的10%\t≥10%
    ratio\t抽查对象比例\t抽查面达20%以上\t≥20%
    ratio\t抽查对象比例\t覆盖率达到100%\t≥100%
    ratio\t抽查对象比例\t逐户检查\t≥100%
    ratio\t抽查对象比例\t100%（全覆盖）\t≥100%
    ratio\t抽查对象比例\t每年100%全覆盖\t≥100%
    ratio\t抽查对象比例\t抽查户数不超过总户数的3%\t≤3% | FINDING: a cap is no size
    ratio\t抽查对象比例\t双随机抽查占比不低于70%\tFINDING: a share of inspections
    ratio\t抽查对象比例\t占年度检查任务的70%\tFINDING: a share of a plan
    ratio\t抽查对象比例\t由2名以上执法人员对5%的企业进行检查\t≥5%
    ratio\t抽查对象比例\t每名执法人员5家\tFINDING: by inspectors
    ratio\t抽查对象比例\t按执法人员与企业1:10\tFINDING: by inspectors
    ratio\t抽查对象比例\t1:8\tFINDING: of what?
    ratio\t抽查对象比例\t近10%\tFINDING: approximate
    ratio\t抽查对象比例\t3家左右\tFINDING: approximate
    ratio\t抽查对象比例\t见附件\tFINDING: elsewhere
    ratio\t抽查对象比例\t按国家市场监管总局要求执行\tFINDING: elsewhere
    ratio\t抽查对象比例\t由市局统一确定\tFINDING: open
    ratio\t抽查对象比例\t/\tFINDING: missing
    ratio\t抽查对象比例\t10%或20户\tFINDING: which?
    ratio\t抽查对象比例\t10%与20户取大者\t≥10%; ≥20 | FINDING: unclear
    ratio\t抽查对象比例\t20户（10%）\t≥10%; target n=20
    ratio\t抽查对象比例\t计划抽查20户，占总数的10%\t≥10%; target n=20
    ratio\t抽查对象比例\t抽查比例：5%，抽查数量：20户\t≥5%; target n=20
    ratio\t抽查对象比例\t企业总数200家，抽查比例10%，抽查数20家\t≥10%; base n=200; target n=20
    ratio\t抽查对象比例\t200户的10%\t≥10%; base n=200
    ratio\t抽查对象比例\t从200户中抽取10%\t≥10%; base n=200
    ratio\t抽查对象比例\t从120家中抽取6家\t≥6; base n=120
    ratio\t抽查对象比例\t共200家，抽查10%\t≥10%; base n=200
    ratio\t抽查对象比例\tA类1%（5户），B类5%（10户）\tA: ≥1%; B: ≥5%; target n=15
    ratio\t抽查对象比例\tA类企业抽查比例不低于1%，B类企业不低于5%\tA: ≥1%; B: ≥5%
    ratio\t抽查对象比例\tA、B、C、D类分别为1%、2%、10%、30%\tA: ≥1%; B: ≥2%; C: ≥10%; D: ≥30%
    ratio\t抽查对象比例\t对A类、B类、C类、D类企业分别按照1%、2%、10%、30%的比例抽取\tA: ≥1%; B: ≥2%; C: ≥10%; D: ≥30%
    ratio\t抽查对象比例\tA、B、C类分别为1、5、10%\tA: ≥1%; B: ≥5%; C: ≥10%
    ratio\t抽查对象比例\tA、B、C类分别为1%、5%\tFINDING: two numbers for three classes
    ratio\t抽查对象比例\t低、中、高风险企业分别按1%、5%、20%抽取\t低风险: ≥1%; 中风险: ≥5%; 高风险: ≥20%
    ratio\t抽查对象比例\t低风险1%中风险5%高风险20%\t低风险: ≥1%; 中风险: ≥5%; 高风险: ≥20%
    ratio\t抽查对象比例\t甲、乙级单位20%，丙级50%\t甲级: ≥20%; 乙级: ≥20%; 丙级: ≥50%
    ratio\t抽查对象比例\t一、二级10%，三级20%\t一级: ≥10%; 二级: ≥10%; 三级: ≥20%
    ratio\t抽查对象比例\tⅠ类100%，Ⅱ类50%\tⅠ类: ≥100%; Ⅱ类: ≥50%
    ratio\t抽查对象比例\t第一类企业100%，第二类企业50%\t第一类: ≥100%; 第二类: ≥50%
    ratio\t抽查对象比例\t五星级饭店100%、四星级饭店50%\t五星级饭店: ≥100%; 四星级饭店: ≥50%
    ratio\t抽查对象比例\t5A级景区100%，4A级景区50%\t5A级景区: ≥100%; 4A级景区: ≥50%
    ratio\t抽查对象比例\t红色100%，橙色50%，黄色20%，蓝色5%\t红: ≥100%; 橙: ≥50%; 黄: ≥20%; 蓝: ≥5%
    ratio\t抽查对象比例\t优秀5%，良好10%，一般20%，较差50%\t优秀: ≥5%; 良好: ≥10%; 一般: ≥20%; 较差: ≥50%
    ratio\t抽查对象比例\t1.A类1%；2.B类2%\tA: ≥1%; B: ≥2%
    ratio\t抽查对象比例\t①A类1%②B类2%\tA: ≥1%; B: ≥2%
    ratio\t抽查对象比例\t（1）学校食堂100%（2）其他餐饮单位5%\t学校食堂: ≥100%; 其他餐饮单位: ≥5%
    ratio\t抽查对象比例\t规模以上企业20%，规模以下企业5%\t规模以上企业: ≥20%; 规模以下企业: ≥5%
    ratio\t抽查对象比例\t面积超过1000平方米的商场10%，其他5%\t面积超过1000平方米的商场: ≥10%; 其他: ≥5%
    ratio\t抽查对象比例\t从事危险货物运输的企业100%，其他企业20%\t从事危险货物运输的企业: ≥100%; 其他企业: ≥20%
    ratio\t抽查对象比例\t社会组织5%，基金会20%\t社会组织: ≥5%; 基金会: ≥20%
    ratio\t抽查对象比例\t初中100%，小学50%\t初中: ≥100%; 小学: ≥50%
    ratio\t抽查对象比例\t重点企业全覆盖，其他企业不低于20%\t重点企业: ≥100%; 其他企业: ≥20%
    ratio\t抽查对象比例\t三级及以下企业30%，二级企业20%\t三级及以下企业: ≥30%; 二级: ≥20%
    ratio\t抽查对象比例\t高风险30%，其余5%\t高风险: ≥30%; 其余: ≥5%
    ratio\t抽查对象比例\t其他5%\t其他: ≥5% | FINDING: and the others?
    ratio\t抽查对象比例\t总体抽查比例不低于3%，其中A类1%、B类2%、C类10%、D类30%\toverall ≥3%; A: ≥1%; B: ≥2%; C: ≥10%; D: ≥30%
    ratio\t抽查对象比例\t整体比例不低于5%，对信用风险等级为D类的企业抽查比例不低于30%\toverall ≥5%; D: ≥30%
    ratio\t抽查对象比例\t5%，其中D类100%\toverall ≥5%; D: ≥100% | FINDING: part
    ratio\t抽查对象比例\t20%（高风险企业全覆盖）\toverall ≥20%; 高风险: ≥100% | FINDING: part
    ratio\t抽查对象比例\t不低于10%（其中新设立企业不低于20%）\toverall ≥10%; 新设立企业: ≥20% | FINDING: part
    ratio\t抽查对象比例\t每个县区抽取2家\teach 县区: ≥2 | FINDING: each
    ratio\t抽查对象比例\t各乡镇（街道）不少于2户\teach 乡镇(街道): ≥2 | FINDING: each
    ratio\t抽查对象比例\t比例不低于20%，且每个乡镇至少1家\t≥20%; each 乡镇: ≥1 | FINDING: each
    ratio\t抽查对象比例\t每类企业不少于1家\teach 类: ≥1
    ratio\t抽查对象比例\t省级不低于1%，市级不低于3%，县级不低于5%\t省级: ≥1%; 市级: ≥3%; 县级: ≥5% | FINDING: level
    ratio\t抽查对象比例\t市级抽查5%\t≥5%
    ratio\t抽查对象比例\t每季度10%\t≥10%/quarter | FINDING: four draws
    ratio\t抽查对象比例\t10%/季度\t≥10%/quarter | FINDING: four draws
    ratio\t抽查对象比例\t每月抽查不少于5户\t≥5/month | FINDING: twelve draws
    ratio\t抽查对象比例\t上半年5%，下半年5%\t≥5%/半年 | FINDING: two draws
    ratio\t抽查对象比例\t每两年抽查50%\t≥50%/2年 | FINDING: two years
    ratio\t抽查对象比例\t第一批5%，第二批10%\t第一批: ≥5%; 第二批: ≥10% | FINDING: batches
    ratio\t抽查对象比例\t5%，三年内已抽查过的不再抽查\t≥5% | FINDING: exclusion
    ratio\t抽查对象比例\t除上年度已检查的外，抽取10%\t≥10% | FINDING: exclusion
    ratio\t抽查对象比例\t不低于3%（企业公示信息抽查办法第4条）\t≥3%
    ratio\t抽查对象比例\t2024年抽查5%\t≥5%
    ratio\t抽查对象比例\t按照县政府〔2024〕5号文件执行\tFINDING: elsewhere
    ratio\t抽查对象比例\t10%，提前15分钟告知\t≥10% | FINDING: 15 of what?
    ratio\t抽查对象比例\t10%，20%\tFINDING: two
    ratio\t抽查对象比例\t约200户\tFINDING: approximate
    ratio\t抽查比例及频次\tA类5%，每年1次；B类10%，每年2次\tA: ≥5%; B: ≥10%; frequency A: =1/year; frequency B: =2/year
    ratio\t抽查比例及频次\tA类5%，B类10%，每年1次\tA: ≥5%; B: ≥10%; frequency =1/year
    ratio\t抽查比例及频次\t比例：10%；频次：1\t≥10%; frequency =1/year
    ratio\t抽查比例及频次\t每年抽查不少于20%，五年内实现全覆盖\t≥20%; frequency ≥1/5years
    ratio\t抽查比例及频次\t５％；１次／年\t≥5%; frequency =1/year
    ratio\t抽查比例及频次\t两次，每次5%\t≥5%; frequency =2/year
    ratio\t抽查比例及频次\t三年全覆盖\tfrequency ≥1/3years | FINDING: no ratio
    ratio\t抽查基数和比例\t基数约4611686018427387904户，A类≤5%，B类5%一20%，总体10%\tA: ≤5%; B: 5%-20%; overall ≥10%; base n=4611686018427387904 | FINDING: approximate
    base\t抽查对象基数\t共计51户\tn=51
    base\t抽查对象基数\t截至2023年底共51家\tn=51
    base\t抽查对象基数\t约1.2万家\tn=12000 | FINDING: approximate
    base\t抽查对象基数\t1万2千户\tn=12000
    base\t抽查对象基数\t１２，０００户\tn=12000
    base\t抽查对象基数\t一百二十家\tn=120
    base\t抽查对象基数\t企业80家、个体户120家\tn=200 (企业 80; 个体户 120)
    base\t抽查对象基数\t80家（甲级30家、乙级50家）\tn=80 (甲级 30; 乙级 50)
    base\t抽查对象基数\t学校20所，幼儿园30所\tn=50 (学校 20; 幼儿园 30)
    base\t抽查对象基数\t80家（甲级30家、乙级40家）\tn=80 (甲级 30; 乙级 40) | FINDING: do not add up
    base\t抽查对象基数\t不少于100家\tFINDING: more than
    base\t抽查对象基数\t以名录库实际数为准\tFINDING: no number
    base\t抽查对象基数\t99999999999999999999户\tFINDING: too many digits
    target\t抽查目标数\t拟抽20户\tn=20
    target\t抽查目标数\t二十户\tn=20
    target\t抽查目标数\t约20户\tn=20 | FINDING: approximate
    target\t抽查目标数\t预计20户\tn=20 | FINDING: provisional
    target\t抽查目标数\t甲级2家、乙级3家\tn=5 (甲级 2; 乙级 3)
    frequency\t抽查频次\t每半年一次\t2/year
    frequency\t抽查频次\t每两年一次\t1/2years
    frequency\t抽查频次\t1次/2年\t1/2years
    frequency\t抽查频次\t每五年覆盖一次\t1/5years
    frequency\t抽查频次\t每户每年不超过1次\t≤1/year
    frequency\t抽查频次\t1-2次/年\t1-2/year
    frequency\t抽查频次\t每年1—2次\t1-2/year
    frequency\t抽查频次\t≥1\t≥1/year
    frequency\t抽查频次\t按季度\t4/year
    frequency\t抽查频次\t上半年1次，下半年1次\t2/year
    frequency\t抽查频次\t上、下半年各1次\t2/year
    frequency\t抽查频次\tA类：1次/3年；B类：1次/2年；C类：1次/年；D类：2次/年\tA: 1/3years; B: 1/2years; C: =1/year; D: =2/year
    frequency\t抽查频次\t低风险每两年1次，高风险每年2次\t低风险: 1/2years; 高风险: =2/year
    frequency\t抽查频次\t高风险不少于2次/年，其他1次/年\t高风险: ≥2/year; 其他: =1/year
    frequency\t抽查频次\t每月1次，全年不少于12次\t12/year | FINDING: two
    frequency\t抽查频次\t不限\tFINDING: open
    frequency\t抽查频次\t春秋季各1次\tFINDING: not read
    frequency\t抽查频次\t第二季度1次\t=1/year | FINDING: the quarter is not kept
    frequency\t频次上限\t每年最多2次\t≤2/year
    frequency\t年度检查频次上限\t2\t≤2/year
    frequency\t频次上限\tA类1次/年，B类2次/年\tA: ≤1/year; B: ≤2/year
    time\t抽查起止时间\t2024.4.1—11.30\t2024-04-01..2024-11-30
    time\t抽查起止时间\t3月开始，11月底前完成\t2024-03-01..2024-11-30
    time\t抽查起止时间\t不晚于11月30日\t..2024-11-30 | FINDING: only the end
    time\t抽查起止时间\t第二、三季度\t2024-04-01..2024-09-30
    time\t抽查起止时间\t上半年、下半年\t2024-01-01..2024-12-31
    time\t抽查起止时间\t3、5、9月\t2024-03-01..2024-03-31 + 2024-05-01..2024-05-31 + 2024-09-01..2024-09-30 | FINDING: several
    time\t抽查起止时间\t每年4-11月\t2024-04-01..2024-11-30
    time\t抽查起止时间\t4月1日至4月30日；9月1日至9月30日\t2024-04-01..2024-04-30 + 2024-09-01..2024-09-30 | FINDING: several
    time\t抽查起止时间\t6月中下旬\t2024-06-11..2024-06-30
    time\t抽查起止时间\t3月-10月（其中学校5月）\t2024-03-01..2024-10-31 | FINDING: words
    time\t抽查起止时间\t４月１日－１１月３０日\t2024-04-01..2024-11-30
    time\t抽查起止时间\t二〇二四年四月至九月\t2024-04-01..2024-09-30
    time\t完成时限\t2024年11月30日前\t..2024-11-30 | FINDING: only the end
    time\t完成期限\t第三季度\t..2024-09-30 | FINDING: only the end
    time\t抽查起止时间\t汛期\tFINDING: event
    time\t抽查起止时间\t五一、国庆节前\tFINDING: event
    time\t抽查起止时间\t4-11\tFINDING: not read
    time\t抽查起止时间\t另行通知\tFINDING: open
    class\t信用风险分类要求\tA、B类企业5%，C、D类企业20%\tA: ≥5%; B: ≥5%; C: ≥20%; D: ≥20%
    class\t信用风险分类要求\t提高对C、D类企业的抽查比例\tFINDING: no numbers
    class\t信用风险分类要求\t不涉及信用风险分类\t
    """

  static let wordings = [published, variants].flatMap { text in
    text.split(separator: "\n").compactMap(Wording.init(line:))
  }

  @Test(arguments: wordings) func reading(_ wording: Wording) throws { try wording.check() }

  @Test func everyLineIsAWording() {
    #expect(Self.wordings.count == 183)
  }

  /// Full and half width give the same, as do traditional characters for the words of a rule.
  @Test(arguments: wordings) func widthDoesNotMatter(_ wording: Wording) throws {
    func recast(_ low: ClosedRange<UInt32>, _ offset: Int) -> Wording {
      var other = wording
      other.text = String(
        String.UnicodeScalarView(
          wording.text.unicodeScalars.map { scalar in
            guard low.contains(scalar.value) else { return scalar }
            return Unicode.Scalar(UInt32(Int(scalar.value) + offset)) ?? scalar
          }
        )
      )
      return other
    }
    let (plain, plainFindings, _) = try wording.read()
    for other in [recast(0x21...0x7E, 0xFEE0), recast(0xFF01...0xFF5E, -0xFEE0)] {
      let (reading, findings, _) = try other.read()
      #expect(reading == plain, "\(other.text)")
      #expect(findings.map(\.code) == plainFindings.map(\.code), "\(other.text)")
    }
  }

  /// A number that could be another without changing anything was not used: in a task that is ready
  /// there is none.
  @Test(arguments: wordings) func everyNumberOfAReadyTaskCounts(_ wording: Wording) throws {
    let numeric: [Wording.Kind] = [.ratio, .base, .target, .frequency, .class]
    guard numeric.contains(wording.kind) else { return }
    let (reading, _, task) = try wording.read()
    guard task.ready else { return }
    var index = wording.text.startIndex
    while let start = wording.text[index...].firstIndex(where: { "0"..."9" ~= $0 }) {
      let end = wording.text[start...].firstIndex { !("0"..."9" ~= $0) } ?? wording.text.endIndex
      index = end
      // Years, documents and inspectors are no numbers of the draw.
      let behind = wording.text[end...].prefix(2)
      let names = ["年", "号", "条", "名"]
      let numbersPart = behind.hasPrefix(".A") || behind.hasPrefix(".B") || behind.hasPrefix("）")
      guard !names.contains(where: behind.hasPrefix), !numbersPart else { continue }
      var other = wording
      let number = Int(wording.text[start..<end]) ?? 0
      other.text.replaceSubrange(start..<end, with: "\(number == 1 ? 3 : number - 1)")
      let (changed, _, changedTask) = try other.read()
      let isSame = changed == reading && changedTask.ready && changedTask.scope == task.scope
      #expect(!isSame, "\(other.text): \(changed)")
    }
  }
}
