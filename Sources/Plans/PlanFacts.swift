public import Frames
internal import Sampling

/// What is known of a plan besides its tables.
public struct PlanFacts: Hashable, Sendable {
  /// The plan's year.
  public var year: Int
  /// The document number, nil to look for it in the lines above the tables.
  public var number: String?
  /// The day of issue, nil to look for it likewise.
  public var issued: CivilDate?
  /// The last day of issue.
  public var deadline: CivilDate
  /// The items that must all have a task, nil where no list is given.
  public var items: [ListedItem]?
  /// Departments that must all have a task, besides those that a line above the tables addresses.
  public var departments: [String]
  /// Whether the plan is final: number and day of issue must then be there.
  public var isFinal: Bool

  /// An item of an item list.
  public struct ListedItem: Hashable, Sendable {
    /// The item.
    public var text: String
    /// The list's file.
    public var file: String
    /// Its row there.
    public var row: Int

    /// Makes a listed item.
    ///
    /// - Parameters:
    ///   - text: the item.
    ///   - file: the list's file.
    ///   - row: its row there, from 1.
    public init(text: String, file: String, row: Int) {
      self.text = text
      self.file = file
      self.row = row
    }
  }

  /// Collects the facts.
  ///
  /// - Parameters:
  ///   - year: the plan's year.
  ///   - number: the document number.
  ///   - issued: the day of issue.
  ///   - deadline: the last day of issue, nil for 15 March of the plan's year (a county bureau's
  ///     plan of 2024, 许自规建安分文〔2024〕25号, sets it).
  ///   - items: the items that must all have a task.
  ///   - departments: the departments that must all have one.
  ///   - isFinal: whether the plan is final, and no draft.
  /// - Precondition: 1 ≤ year ≤ 9999.
  public init(
    year: Int,
    number: String? = nil,
    issued: CivilDate? = nil,
    deadline: CivilDate? = nil,
    items: [ListedItem]? = nil,
    departments: [String] = [],
    isFinal: Bool = false
  ) {
    precondition((1...9999).contains(year), "a year has at most four digits")
    self.year = year
    self.number = number
    self.issued = issued
    self.deadline =
      deadline ?? CivilDate(year: year, month: 3, day: 15) ?? .start(ofMonth: 3, in: year)
    self.items = items
    self.departments = departments
    self.isFinal = isFinal
  }
}
