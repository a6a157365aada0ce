/// Something that changes teams after the draw: officers leave, objects come in, objects are struck.
public struct TeamEvent: Hashable, Sendable {
  /// An object that is matched again.
  public struct Match: Hashable, Sendable {
    /// The object; one without a team comes in, from the reserve list or after it was struck.
    public var object: ProtocolText
    /// Who may not serve there from now on, besides those of earlier events; an id without a line is
    /// no error.
    public var out: [ProtocolText]

    /// Makes a match.
    ///
    /// - Parameters:
    ///   - object: the object.
    ///   - out: who leaves it, or may not come.
    public init(_ object: ProtocolText, out: [ProtocolText] = []) {
      self.object = object
      self.out = out
    }
  }

  /// The objects to be matched, in any order.
  public var matches: [Match]
  /// The objects that are struck from the list.
  public var struck: [ProtocolText]

  /// Makes an event.
  ///
  /// - Parameters:
  ///   - matches: the objects to be matched, in any order.
  ///   - struck: the objects that are struck from the list.
  public init(_ matches: [Match], struck: [ProtocolText] = []) {
    self.matches = matches
    self.struck = struck
  }
}

/// What became of an object that was to be matched.
public enum TeamOutcome: Hashable, Sendable {
  /// Its team from now on.
  case team([Assignment.Seat])
  /// It keeps the team that it had, or none; why stands in the certificate for this object alone.
  case unfilled(AssignmentCertificate)

  /// The lines `object TAB kind TAB inspector LF` of the team, or the text of the certificate.
  public var text: String {
    switch self {
    case .team(let seats): Assignment.text(of: seats)
    case .unfilled(let certificate): certificate.text
    }
  }
}
