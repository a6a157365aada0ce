internal import Foundation
internal import Sampling

/// What a page may load and do: its own style and script by their digests, pictures inside it, and nothing else.
///
/// A browser that keeps the policy (Content Security Policy, level 2) sends no request for a page, and runs no script
/// that was put into it.
enum SecurityPolicy {
  /// The policy.
  ///
  /// - Parameters:
  ///   - style: the style sheet as it stands between its tags.
  ///   - script: the script as it stands between its tags, nil without one.
  /// - Returns: the policy, in one line.
  static func text(style: String, script: String?) -> String {
    var parts = ["default-src 'none'"]
    if let script { parts.append("script-src \(source(script))") }
    parts += [
      "style-src \(source(style))", "img-src data:", "base-uri 'none'", "form-action 'none'",
    ]
    return parts.joined(separator: "; ")
  }

  private static func source(_ text: String) -> String {
    let digest = SHA256.digest(of: text.utf8)
    let words = [digest.words.0, digest.words.1, digest.words.2, digest.words.3]
    let bytes = words.flatMap { word in withUnsafeBytes(of: word.bigEndian) { Array($0) } }
    return "'sha256-\(Data(bytes).base64EncodedString())'"
  }
}
