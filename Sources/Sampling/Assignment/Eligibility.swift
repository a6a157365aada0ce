/// How many may serve at each post: one is no lottery.
///
/// ```swift
/// for post in Eligibility(posts: posts, inspectors: inspectors).posts where post.isDecided {
///   print(post.object, post.kind, post.eligible, "of", post.count)
/// }
/// ```
public struct Eligibility: Sendable {
  /// A post and how many may have it.
  public struct Post: Hashable, Sendable {
    /// The object.
    public let object: ProtocolText
    /// The kind.
    public let kind: ProtocolText
    /// The places.
    public let count: Int
    /// The inspectors who may have one: those with `+kind` and without `-object`, whatever their loads.
    public let eligible: Int

    /// Whether there is nothing to be drawn: no more inspectors than places.
    public var isDecided: Bool { eligible <= count }
  }

  /// The posts by the bytes of object and kind; lines of salt are left out.
  public let posts: [Post]
  private let problem: AssignmentProblem

  /// Counts who may serve where.
  ///
  /// - Parameters:
  ///   - posts: what the objects need.
  ///   - inspectors: who may do it.
  /// - Complexity: O((lines + marks) log); pairs of post and inspector are not listed.
  public init(posts: PostFrame, inspectors: InspectorFrame) {
    let problem = AssignmentProblem(posts.lines.filter { !$0.isSalt }, inspectors.inspectors)
    self.problem = problem
    self.posts = problem.postObject.indices.map { post in
      Post(
        object: problem.objects[Int(problem.postObject[post])],
        kind: problem.kinds[Int(problem.postKind[post])],
        count: problem.postCount[post],
        eligible: problem.eligibleCount[post]
      )
    }
  }

  /// Who may have a post.
  ///
  /// - Parameter index: the place of the post in ``posts``.
  /// - Returns: the inspectors, by the bytes of their ids.
  /// - Complexity: O(inspectors of the kind).
  public func inspectors(ofPost index: Int) -> [Inspector] {
    let avoiders = Set(problem.avoiders[Int(problem.postObject[index])])
    return problem.able[Int(problem.postKind[index])].filter { !avoiders.contains($0) }
      .map { problem.inspectors[Int($0)] }
  }
}
