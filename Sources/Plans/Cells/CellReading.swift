public import Sampling

/// What a cell with numbers says: rules, frequencies, bases and numbers to draw may stand in one
/// (`3%；2次/年`, `A类1%，D类30%`, `10%（20户）`, `抽查基数约40065户，比例不低于3%`).
public struct CellReading: Hashable, Sendable {
  /// The rules, in the order of the cell.
  public var rules: [PlanRule] = []
  /// The frequencies.
  public var frequencies: [GroupFrequency] = []
  /// The numbers of objects there are; several where the cell gives them by class.
  public var bases: [GroupCount] = []
  /// Whether the number of objects is about so many, or changes.
  public var baseIsApproximate = false
  /// The numbers of objects to draw, likewise.
  public var targets: [GroupCount] = []
  /// Numbers of objects of which the cell does not say whether they are there or drawn.
  public var amounts: [GroupCount] = []
  /// The classes of known schemes that it names, with their rules.
  public var classes: [ClassRule] = []
  /// Objects named beside a single rule, which are the scope of the row, probably.
  public var scope: String?
  /// What was not understood, or understood with something left over.
  public var remarks: [CellRemark] = []

  /// A class and its rule.
  public struct ClassRule: Hashable, Sendable {
    /// The class.
    public var riskClass: RiskClass
    /// The rule.
    public var rule: Rule
  }

  /// What may stand in a cell, by its column.
  public struct Content: OptionSet, Sendable {
    /// The bits.
    public let rawValue: Int

    /// Makes a set.
    ///
    /// - Parameter rawValue: the bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// A share of objects.
    public static let ratio = Content(rawValue: 1)
    /// The number to be drawn.
    public static let target = Content(rawValue: 2)
    /// The number of objects in the scope.
    public static let base = Content(rawValue: 4)
    /// A number of objects, there or drawn.
    public static let amount = Content(rawValue: 8)
    /// How often.
    public static let frequency = Content(rawValue: 16)
    /// How often at most.
    public static let cap = Content(rawValue: 32)
    /// Requirements by class, mostly words.
    public static let risk = Content(rawValue: 64)
    /// Who is inspected, in words with numbers.
    public static let scope = Content(rawValue: 128)
    /// The heading has the sign of per cent.
    public static let percent = Content(rawValue: 256)
    /// The heading says 大约.
    public static let approximate = Content(rawValue: 512)
  }

  /// The characters of a cell that is read; longer ones are no rule that a person has written.
  static let greatestLength = 2_000

  /// Reads a cell; it never fails, ``remarks`` says what was not understood.
  ///
  /// - Parameters:
  ///   - text: the cell.
  ///   - content: what the column is for.
  /// - Complexity: O(length²) in the worst case, of at most 2,000 characters; longer cells are not read.
  public init(_ text: String, as content: Content) {
    guard text.unicodeScalars.count <= Self.greatestLength else {
      remarks = [.tooLong(text.unicodeScalars.count)]
      return
    }
    var parser = CellParser(text, content: content)
    self = parser.read()
  }

  init() {}
}

/// A number of objects, of all or of a class.
public struct GroupCount: Hashable, Sendable, Codable {
  /// The class, nil for all.
  public var stratum: String?
  /// The number, ≥ 0.
  public var count: Int

  /// Makes a number of objects.
  ///
  /// - Parameters:
  ///   - stratum: the class, nil for all.
  ///   - count: the number, ≥ 0.
  public init(stratum: String? = nil, count: Int) {
    self.stratum = stratum
    self.count = count
  }
}

/// A frequency, of all or of a class.
public struct GroupFrequency: Hashable, Sendable, Codable {
  /// The class, nil for all.
  public var stratum: String?
  /// The frequency.
  public var frequency: Frequency

  /// Makes a frequency.
  ///
  /// - Parameters:
  ///   - stratum: the class, nil for all.
  ///   - frequency: how often.
  public init(stratum: String? = nil, frequency: Frequency) {
    self.stratum = stratum
    self.frequency = frequency
  }
}

/// Something that a planner should know of a cell.
public enum CellRemark: Hashable, Sendable {
  /// Nothing is written.
  case empty
  /// More characters than a rule has.
  case tooLong(Int)
  /// The cell leaves the ratio open.
  case undetermined
  /// The cell leaves the frequency open.
  case frequencyUndetermined
  /// The ratio stands in another document.
  case elsewhere
  /// No rule: why.
  case syntax(RuleSyntaxError)
  /// No frequency.
  case noFrequency
  /// A number without a unit, which could be a percentage, a number of objects or of times.
  case bareNumber(String)
  /// A number that no rule, base or frequency uses.
  case unused(String)
  /// A blank inside a number.
  case blank(String)
  /// More than so many: 100余家.
  case moreThan(String)
  /// About so many are to be drawn.
  case approximate(Int)
  /// Words that are not applied.
  case leftover(String)
  /// Two shares of one group.
  case contradiction([String])
  /// A number beside a share, which could be what it gives or a least number.
  case countUnclear(Int)
  /// A number of objects that are named and not drawn.
  case fixed(Int)
  /// The number is provisional: 以实际为准.
  case provisional(Int?)
  /// The ratio rises by class, and no numbers are given for these: 分别递加.
  case risesByClass([String])
  /// A class by itself, without a number.
  case classOnly([String])
  /// Only one class has a number.
  case classAlone(String)
  /// A group without a number: 抽取一定比例的….
  case groupOpen(String)
  /// A group whose name no stratum can have: invisible characters stand in it, or it is too long.
  case groupUnnamed(String)
  /// A ratio of the whole, and one of a part of it.
  case partUnclear(whole: String, part: String)
  /// A number for each place: 各县区不少于3家.
  case eachPlace(String)
  /// Numbers by the level of the authority.
  case byAuthority([String])
  /// The ratio holds for each part of the year, or for several years: 每季度.
  case perPeriod(Interval)
  /// Whether the ratio holds for each part of the year is not said.
  case perPeriodUnclear(Interval)
  /// Numbers of batches.
  case perBatch
  /// A ratio of inspectors to objects: 1:5; of which group.
  case perInspector(String, group: String?)
  /// 1:5 of what is not said.
  case oneOfUnclear(String)
  /// One number or another: 或.
  case alternative(String)
  /// Numbers of inspections that are not drawn, or of visits.
  case otherInspections(String)
  /// A share of something else than objects: of a plan.
  case otherBase(String)
  /// Objects that leave the draw.
  case exclusion(String)
  /// A ratio of nothing.
  case zero(String)
  /// Less often than once a year.
  case belowOnce
  /// 各1次: for each of what?
  case apiece
  /// A cap over several levels of authorities.
  case severalLevels
  /// At least so often, under a heading for a cap.
  case floorUnderCap
  /// No number of objects: in words, left open, or a stroke.
  case noBase(NoBase)

  /// Why a base is none.
  public enum NoBase: Hashable, Sendable {
    /// A stroke or a dash.
    case stroke
    /// 无.
    case none
    /// 待定.
    case open
    /// What is counted, without the number.
    case words
  }
}
