internal import Frames
internal import Inference
internal import Reports
internal import Sampling

/// The pictures of an audit.
extension AuditDocument {
  /// Below this a p-value is drawn at it, so that one of 10⁻³⁰ does not squeeze the others.
  private static let leastDrawn = 1e-8

  /// What the tests were made of.
  private func source(_ language: Language) -> String {
    let lists = draws.isEmpty ? "" : language("the lists and the frame", "名单与对象库")
    let visits = inspectors.isEmpty ? "" : language("the assignments", "派员名单")
    let read = [lists, visits].filter { !$0.isEmpty }.joined(separator: language(" and ", "、"))
    return language("Source: \(read) named below.", "来源：下列\(read)。")
  }

  /// The adjusted p-value of each test, the smallest first.
  func testFigure(_ language: Language) -> Figure {
    let order = testsByP
    let names = order.map { test in
      test.kind.name(language) + (test.subject.isEmpty ? "" : " · \(test.subject.excerpt)")
    }
    var marks = [
      Mark(.vertical(x: alphaDecimal), .reference, data: ["alpha": "\(alphaDecimal)"])
    ]
    for (row, test) in order.enumerated() {
      marks.append(
        Mark(
          .point(
            x: max(test.adjustedP, AuditDocument.leastDrawn),
            y: Double(row),
            isHollow: !test.isFound
          ),
          Series(test.isFound ? 1 : 0),
          data: [
            "kind": test.kind.rawValue, "subject": test.subject, "p": "\(test.pValue)",
            "adjusted": "\(test.adjustedP)",
          ],
          hint: test.looksFor.text(in: language)
        )
      )
    }
    let isCut = tests.contains { $0.adjustedP < AuditDocument.leastDrawn }
    let cut =
      isCut ? language(" Points below 10⁻⁸ stand there.", "小于 10⁻⁸ 的画在 10⁻⁸ 处。") : ""
    let level = ResultText.number(alphaDecimal)
    let title = language("Adjusted p-value of each test.", "各项检验的校正 p 值。")
    let caption = language(
      "Left of the dotted line (\(level)): a deviation that chance leaves only rarely. \(tests.count)"
        + " tests, those with two sides look at both.\(cut) \(source(language))",
      "虚线（\(level)）左侧为偏差，偶然出现的可能性很小。共 \(tests.count) 项检验。\(cut)\(source(language))"
    )
    return Figure(
      title,
      caption: caption,
      x: Axis(language("adjusted p", "校正 p 值"), .logarithmic, including: [1]),
      y: Axis(
        rows: zip(names, order).map {
          .init($0, remark: PValue.text($1.adjustedP))
        }
      ),
      marks: marks,
      legend: [
        (Series(1), language("deviation found", "发现偏差")),
        (Series(0), language("not found", "未发现")),
      ],
      table: TextTable(
        header: [
          language("test", "检验"), language("looks for", "针对"), language("value", "统计量"),
          language("expected", "期望"), "p", language("adjusted", "校正 p"),
        ],
        rows: zip(names, order).map { name, test in
          [
            name, test.looksFor.text(in: language),
            ResultText.number(test.value), ResultText.number(test.expected),
            PValue.text(test.pValue), PValue.text(test.adjustedP),
          ]
        },
        rightAligned: [2, 3, 4, 5]
      ),
      file: PageText.file("audit-tests", rows, language)
    )
  }

  /// How many units were drawn how often, and what chance leaves.
  func inclusionFigure(_ language: Language) -> Figure {
    var marks: [Mark] = []
    for (place, bin) in inclusion.enumerated() {
      let x = Double(place)
      let units = Double(bin.units)
      marks.append(
        Mark(
          .bar(from: x - 0.38, to: x + 0.38, y: units),
          Series(bin.isOutside ? 1 : 0),
          data: [
            "from-times": "\(bin.fromTimes)", "to-times": "\(bin.toTimes)",
            "units": "\(bin.units)", "expected": "\(bin.expected)", "lower": "\(bin.lower)",
            "upper": "\(bin.upper)",
          ],
          hint: "\(bin.times): \(bin.units) (\(bin.lower)–\(bin.upper))"
        )
      )
      marks.append(Mark(.range(x: x, from: Double(bin.lower), to: Double(bin.upper)), Series(6)))
      guard inclusion.count <= 12 || bin.isOutside else { continue }
      marks.append(Mark(.label(x: x, y: max(units, Double(bin.upper)), "\(bin.units)")))
    }
    let risk = PageText.level(alphaDecimal)
    let title = language("How often units were drawn.", "对象被抽中的次数。")
    let caption = language(
      "Column: units that were drawn so often in \(draws.count) draws, N = \(frameSize); black: between"
        + " these numbers an honest lottery leaves them. It leaves any of the \(inclusion.count) columns"
        + " outside with probability \(risk) at most. Source: the lists and the frame named below.",
      "柱为 \(draws.count) 次抽取中被抽中相应次数的对象数（N = \(frameSize)），黑线为随机抽取的波动范围；"
        + "\(inclusion.count) 根柱中任何一根偶然超出范围的概率不超过 \(risk)。来源：下列名单与对象库。"
    )
    return Figure(
      title,
      caption: caption,
      x: Axis(
        language("times drawn in \(draws.count) draws", "\(draws.count) 次抽取中被抽中的次数"),
        rows: inclusion.map { .init($0.times) }
      ),
      y: Axis(language("units", "对象数"), including: [0]),
      marks: marks,
      legend: [
        (Series(0), language("as chance leaves it", "在随机波动范围内")),
        (Series(1), language("outside", "超出范围")),
      ],
      table: TextTable(
        header: [
          language("times drawn", "被抽中次数"), language("units", "对象数"),
          language("expected", "期望"), language("by chance", "随机波动范围"),
          language("outside", "超出范围"),
        ],
        rows: inclusion.map {
          [
            $0.times, "\($0.units)", ResultText.number(($0.expected * 10).rounded() / 10),
            "\($0.lower)–\($0.upper)", $0.isOutside ? language("yes", "是") : "–",
          ]
        },
        rightAligned: Set(0...4)
      ),
      file: PageText.file(
        "audit-times-drawn",
        [["from_times", "to_times", "units", "expected", "lower", "upper", "method", "is_outside"]]
          + inclusion.map {
            [
              "\($0.fromTimes)", "\($0.toTimes)", "\($0.units)", "\($0.expected)", "\($0.lower)",
              "\($0.upper)", $0.method.rawValue, "\($0.isOutside)",
            ]
          },
        language
      )
    )
  }

  /// By how much the distribution of the published numbers differs from an even one.
  func evennessFigure(_ evenness: Evenness, _ language: Language) -> Figure {
    let critical = evenness.criticalDistance
    let steps = evenness.steps
    let list = { (values: [Double]) in values.map { "\($0)" }.joined(separator: " ") }
    let places = steps.flatMap { step in
      [(x: step.value, y: step.before - step.value), (x: step.value, y: step.share - step.value)]
    }
    let isOutside = evenness.distance > critical
    var marks = [
      Mark(
        .band([(x: 0, low: -critical, high: critical), (x: 1, low: -critical, high: critical)]),
        .reference,
        data: ["critical": "\(critical)"]
      ),
      Mark(
        .line([(x: 0, y: 0)] + places + [(x: 1, y: 0)]),
        Series(0),
        data: [
          "value": list(steps.map(\.value)), "before": list(steps.map(\.before)),
          "share": list(steps.map(\.share)),
        ]
      ),
    ]
    if let farthest = places.max(by: { abs($0.y) < abs($1.y) }) {
      marks.append(
        Mark(
          .point(x: farthest.x, y: farthest.y, isHollow: !isOutside),
          Series(isOutside ? 1 : 0),
          data: ["distance": "\(evenness.distance)", "count": "\(evenness.count)"]
        )
      )
    }
    let risk = PageText.level(1 - alphaDecimal)
    let shown =
      steps.count < evenness.count
      ? language(
        " \(steps.count) of them are drawn, among them the one where the distance is greatest.",
        "图中画出其中 \(steps.count) 个，包括偏离最大的一个。"
      ) : ""
    let title = language("Are the random numbers spread evenly?", "随机数是否均匀分布。")
    let caption = language(
      "Line: by how much the share of numbers up to a place exceeds that of an even spread; point: where"
        + " it is farthest from it. The line of an honest lottery stays in the grey band with"
        + " probability \(risk) (Kolmogorov and Smirnov). n = \(evenness.count) numbers of"
        + " \"\(evenness.column.excerpt)\"." + shown,
      "线为小于等于该处的随机数比例减去均匀分布时的比例，点为偏离最大处；随机抽取时整条线以 \(risk) 的概率落在灰色带内"
        + "（Kolmogorov–Smirnov）。列“\(evenness.column.excerpt)”共 n = \(evenness.count) 个。" + shown
    )
    return Figure(
      title,
      caption: caption,
      x: Axis(
        language("random number, as a share of all there can be", "随机数（占取值范围的比例）"),
        format: .percent,
        including: [0, 1]
      ),
      y: Axis(language("share, less the even one", "累计比例与均匀分布之差"), format: .percent),
      marks: marks,
      table: TextTable(
        header: [
          language("numbers", "随机数个数"), language("greatest distance", "最大偏离"),
          language("by chance up to", "随机波动上限"), "p",
        ],
        rows: [
          [
            "\(evenness.count)", ResultText.percent(evenness.distance),
            ResultText.percent(critical, .up),
            tests.first { $0.kind == .evenness }.map { PValue.text($0.pValue) }
              ?? "",
          ]
        ],
        rightAligned: Set(0...3)
      ),
      file: PageText.file(
        "audit-random-numbers",
        [["value", "before", "share"]]
          + steps.map { ["\($0.value)", "\($0.before)", "\($0.share)"] },
        language
      )
    )
  }
}
