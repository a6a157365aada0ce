import Sampling
import TestSupport
import Testing

@Suite struct SettingTests {
  /// A sentence of a library that named an option which there is not would send its reader astray.
  @Test func everySettingIsAnOptionOfSomeCommand() throws {
    let commands = [
      ["plan", "check"], ["strata"], ["size"], ["learn"], ["tune"], ["rounds"], ["commit"],
      ["draw"],
      ["verify"], ["interval"], ["detect"], ["estimate"], ["coverage"], ["audit"], ["simulate"],
      ["classes"], ["sql"], ["accept"], ["workspace", "init"], ["workspace", "check"],
      ["workspace", "backup"],
      ["library", "import"],
      ["library", "list"], ["library", "history"], ["library", "set"], ["library", "end"],
      ["library", "link"],
      ["library", "template"], ["ledger", "show"], ["ledger", "verify"], ["ledger", "export"],
      ["ledger", "erase"], ["results", "set"], ["results", "review"], ["evaluate"], ["due"],
    ]
    let help = try commands.map { try ToolRun.run($0 + ["--help"]).output }.joined()
    let options = Set(help.matches(of: /--([a-z][a-z-]*)/).map { String($0.1) })
    #expect(!options.contains("no-such-option") && options.count > 80)
    for setting in Setting.allCases {
      #expect(options.contains(setting.rawValue), "\(setting)")
    }
  }
}
