import Foundation
import Sampling

// One assignment from the bytes of two frames to its text, for `assignment.py`, which runs it beside its
// peers: assign POSTS INSPECTORS.

let files = try CommandLine.arguments.dropFirst().map {
  [UInt8](try Data(contentsOf: URL(fileURLWithPath: $0)))
}
guard files.count == 2 else { fatalError("assign POSTS INSPECTORS") }
let start = ContinuousClock.now
let assignment = try Assignment(
  posts: PostFrame(parsing: files[0]),
  inspectors: InspectorFrame(parsing: files[1]),
  key: DrawKey(.inspectors, label: "benchmark", seed: "4 6 1 1 3 5 2 6 6 1")
)
let digest = assignment.digest
let seconds = (ContinuousClock.now - start) / .seconds(1)
let loads = assignment.loads
print(
  """
  {"seconds": \(seconds), "places": \(assignment.seats.count), "greatest": \(loads.max() ?? 0), \
  "squares": \(loads.reduce(0) { $0 + $1 * $1 }), "digest": "\(digest)"}
  """
)
