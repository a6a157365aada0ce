public import Sampling

/// The teams of a draw, or why there are none.
///
/// A function of key, objects and frames alone, `spotcheck-assign-v1`: whoever is given the frames makes it anew.
public struct TeamDraw: Sendable {
  /// What the rules allow.
  public enum Answer: Sendable {
    /// Every place has its inspector.
    case teams(Assignment)
    /// There is no assignment.
    case unfilled(AssignmentCertificate)
  }

  /// The objects that get a team, by bytes.
  public let objects: [ProtocolText]
  /// Their places.
  public let places: Int
  /// The teams, or the certificate that there are none.
  public let answer: Answer

  /// The assignment text, or the text of the certificate; confidential.
  public var text: String {
    switch answer {
    case .teams(let assignment): assignment.text
    case .unfilled(let certificate): certificate.text
    }
  }

  /// Places that stay empty at best; 0 where there are teams.
  public var missing: Int {
    if case .unfilled(let certificate) = answer { certificate.missing } else { 0 }
  }
}

extension TeamFrames {
  /// Assigns inspectors.
  ///
  /// - Parameters:
  ///   - objects: the objects that get a team, in any order.
  ///   - key: the key of ``DrawRecord/teamKey(seed:)``.
  /// - Returns: the teams, or the certificate.
  /// - Throws: `AssignmentError` for an object without a line or named twice, and for too many places.
  /// - Complexity: that of `Assignment`.
  public func draw(_ objects: [ProtocolText], key: DrawKey) throws(AssignmentError) -> TeamDraw {
    let objects = objects.sorted()
    let answer: TeamDraw.Answer
    do {
      let assignment = try Assignment(
        of: objects,
        posts: posts,
        inspectors: inspectors,
        key: key
      )
      answer = .teams(assignment)
    } catch {
      guard case .unfilled(let certificate) = error else { throw error }
      answer = .unfilled(certificate)
    }
    let places = objects.reduce(0) { $0 + (posts[$1]?.places ?? 0) }
    return TeamDraw(objects: objects, places: places, answer: answer)
  }
}

extension DrawRecord {
  /// The key of the inspectors' tickets.
  ///
  /// - Parameter seed: the seed.
  /// - Returns: `key("inspectors")` of label, seed and secret.
  public func teamKey(seed: String) -> DrawKey {
    DrawKey(.inspectors, label: label.text, seed: seed, secret: secret?.hex ?? "")
  }
}

extension Receipt {
  /// The teams of a draw, without a name: what an auditor compares.
  public struct Teams: Codable, Hashable, Sendable {
    /// The objects that got a team.
    public var objects: Objects
    /// Their places.
    public var places: Int
    /// Places that stay empty at best; 0 where every place has its inspector.
    public var missing: Int
    /// The SHA-256 of the assignment text, where places stay empty that of the certificate's text.
    public var sha256: String

    /// Some objects.
    public struct Objects: Codable, Hashable, Sendable {
      /// The SHA-256 of their lines `id LF`, sorted by bytes.
      public var sha256: String
      /// How many.
      public var units: Int

      /// Objects in any order.
      init(_ objects: [ProtocolText]) {
        var hash = SHA256()
        for object in objects.sorted() { hash.add(Array((object.text + "\n").utf8)) }
        (sha256, units) = (hash.digest.hex, objects.count)
      }
    }

    /// What a receipt says of teams.
    init(_ draw: TeamDraw) {
      objects = Objects(draw.objects)
      places = draw.places
      missing = draw.missing
      sha256 = SHA256.digest(of: draw.text.utf8).hex
    }
  }
}
