/// Why there is no assignment, or no change of teams.
public enum AssignmentError: ExplainedError, Hashable {
  /// An object has no line in the post frame (65).
  case unknownObject(ProtocolText)
  /// An object stands twice in a list (65).
  case objectTwice(ProtocolText)
  /// A line of salt is named as an object (65).
  case salt(ProtocolText)
  /// More than 2³¹−1 places (65).
  case tooManyPlaces
  /// The places can not all be filled (1).
  case unfilled(AssignmentCertificate)

  /// What it is about.
  public var kind: ErrorKind {
    if case .unfilled = self { .no } else { .data }
  }

  /// The sentence for a person.
  ///
  /// - Parameter language: the language to say it in.
  /// - Returns: one line.
  public func explanation(in language: Language) -> String {
    switch self {
    case .unknownObject(let object):
      language(
        "the object \"\(object.text.excerpt)\" has no line in the post frame; add one, or leave it out",
        "对象“\(object.text.excerpt)”在岗位表中没有对应的行，请补充或去掉该对象"
      )
    case .objectTwice(let object):
      language(
        "the object \"\(object.text.excerpt)\" is named twice; name it once",
        "对象“\(object.text.excerpt)”出现两次，请只写一次"
      )
    case .salt(let object):
      language(
        "\"\(object.text.excerpt)\" is a line of salt and no object; leave it out",
        "“\(object.text.excerpt)”是盐值行而不是对象，请去掉"
      )
    case .tooManyPlaces:
      language(
        "the objects have more than 2147483647 places; assign fewer at a time",
        "各对象的岗位总数超过 2147483647，请分批分配"
      )
    case .unfilled(let certificate): certificate.explanation(in: language)
    }
  }
}

extension PostFrame {
  /// The lines of objects, all of them but the salt for nil, in the order given.
  func lines(of objects: [ProtocolText]?) throws(AssignmentError) -> [Line] {
    guard let objects else { return lines.filter { !$0.isSalt } }
    var seen = Set<ProtocolText>(minimumCapacity: objects.count)
    var found: [Line] = []
    found.reserveCapacity(objects.count)
    for object in objects {
      guard let line = self[object] else { throw .unknownObject(object) }
      guard !line.isSalt else { throw .salt(object) }
      guard seen.insert(object).inserted else { throw .objectTwice(object) }
      found.append(line)
    }
    return found
  }
}

extension [PostFrame.Line] {
  /// Refuses more places than there may be.
  func checkPlaces() throws(AssignmentError) {
    // A line has at most as many posts as memory holds, each below 2³¹, so that sums fit an Int.
    var places = 0
    for line in self {
      places += line.places
      guard places <= FrameLines.greatest else { throw .tooManyPlaces }
    }
  }
}
