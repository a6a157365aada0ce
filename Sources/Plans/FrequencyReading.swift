internal import Foundation
public import Sampling

extension Frequency {
  /// Reads a frequency as plans write it, by the grammar of ``CellReading``.
  ///
  /// A bare `1次` is exactly once: a plan that means „at least“ says so (`>=1`, `至少1次`). Without a
  /// unit of time it holds for the plan's year.
  ///
  /// - Parameter text: the cell.
  /// - Throws: ``FrequencyError`` for anything that is not one frequency and nothing else.
  /// - Complexity: that of ``CellReading``.
  public init(parsing text: String) throws(FrequencyError) {
    let reading = CellReading(text, as: .frequency)
    if reading.remarks.contains(.empty) { throw .empty }
    guard let first = reading.frequencies.first else {
      throw reading.remarks.contains(.frequencyUndetermined) ? .undetermined : .unreadable
    }
    guard reading.frequencies.count == 1, first.stratum == nil, reading.rules.isEmpty,
      reading.remarks.allSatisfy({ $0 == .belowOnce })
    else { throw .unreadable }
    self = first.frequency
  }

  /// Reads a frequency in Chinese, as plans write it, or in English: `2 per year`, `≤1 per 3 years`.
  ///
  /// - Parameter text: the frequency.
  /// - Throws: ``FrequencyError``.
  public init(visits text: String) throws(FrequencyError) {
    var chinese = text
    for (english, word) in [
      ("quarters", "季度"), ("quarter", "季度"), ("months", "月"), ("month", "月"), ("weeks", "周"),
      ("week", "周"), ("half years", "半年"), ("half year", "半年"), ("half-year", "半年"),
      ("years", "年"), ("year", "年"), ("times a ", "次/"), ("times per ", "次/"),
      ("once per ", "1次/"), ("twice per ", "2次/"), ("once a ", "1次/"), ("twice a ", "2次/"),
      ("per ", "次/"), ("at most once in ", "≤1次/"), ("once in ", "1次/"),
    ] { chinese = chinese.replacingOccurrences(of: english, with: word) }
    try self.init(parsing: chinese.filter { $0 != " " })
  }
}

/// A text that is no frequency.
public enum FrequencyError: Error, Hashable, Sendable {
  /// Nothing is written.
  case empty
  /// The text leaves it open: 根据实际情况确定.
  case undetermined
  /// Not wholly understood, or more than one frequency.
  case unreadable
}
