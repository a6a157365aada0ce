internal import Sampling
internal import Synchronization

/// The strata of a pool, numbered in the order in which any thread met them first.
final class StratumRegistry: Sendable {
  /// The number of a stratum.
  typealias Code = Int

  /// More strata than this are refused: the column is none of classes.
  static let greatestCount = 1 << 20

  private struct State {
    var codes: [[UInt8]: Code] = [:]
    var names: [ProtocolText] = []
  }
  private let state = Mutex(State())

  /// The names by their numbers.
  var names: [ProtocolText] { state.withLock { $0.names } }

  /// The name with a number.
  func name(of code: Code) -> ProtocolText { state.withLock { $0.names[code] } }

  /// The number of a name that was checked; nil where there are too many.
  func code(of name: ProtocolText) -> Code? {
    state.withLock { state in
      let bytes = Array(name.text.utf8)
      if let code = state.codes[bytes] { return code }
      guard state.names.count < StratumRegistry.greatestCount else { return nil }
      state.codes[bytes] = state.names.count
      state.names.append(name)
      return state.names.count - 1
    }
  }
}

/// What a cell of the stratum column stands for.
enum StratumMeaning: Sendable {
  case stratum(StratumRegistry.Code)
  case empty
  case totals
  case refused(ProtocolTextError)
  /// U+FFFD, where a draw must not be made from it.
  case damaged
  case tooMany
}
