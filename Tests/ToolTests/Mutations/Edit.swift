import TestSupport

/// A file that was changed, and how.
struct Edit {
  var name: String
  var bytes: [UInt8]
}

/// Edits of a JSON document: every pair deleted, written twice, renamed, its value changed and swapped with the
/// next, a strange key in every object, and every object in another order.
enum JSONEdits {
  static func all(_ bytes: [UInt8], using random: inout SeededGenerator) -> [Edit] {
    guard let tree = PlainJSON.parse(bytes) else { return [] }
    var edits: [Edit] = []
    collect(tree, at: "", using: &random) { name, tree in
      edits.append(Edit(name: name, bytes: tree.bytes))
    }
    return edits
  }

  /// Reports every edit: the whole document with one change.
  private static func collect(
    _ tree: PlainJSON,
    at path: String,
    using random: inout SeededGenerator,
    report: (String, PlainJSON) -> Void
  ) {
    switch tree {
    case .object(let pairs):
      for index in pairs.indices {
        let name = "\(path).\(pairs[index].key)"
        func with(_ change: (inout [PlainJSON.Pair]) -> Void) -> PlainJSON {
          var edited = pairs
          change(&edited)
          return .object(edited)
        }
        report("delete \(name)", with { $0.remove(at: index) })
        report("twice \(name)", with { $0.insert(pairs[index], at: index) })
        let names = [pairs[index].key + "x", pairs[index].key.uppercased() + "_", ""]
        report(
          "rename \(name)",
          with { $0[index].key = names.randomElement(using: &random) ?? "" }
        )
        let next = (index + 1) % pairs.count
        report(
          "swap \(name)",
          with { ($0[index].value, $0[next].value) = (pairs[next].value, pairs[index].value) }
        )
        collect(pairs[index].value, at: name, using: &random) { what, value in
          report(what, with { $0[index].value = value })
        }
      }
      report("order of \(path)", .object(pairs.reversed()))
      report(
        "strange key in \(path)",
        .object(pairs + [PlainJSON.Pair(key: "note", value: .text("x"))])
      )
      report("instead of \(path)", .list([]))
    case .list(let values):
      for index in values.indices {
        let name = "\(path)[\(index)]"
        func with(_ change: (inout [PlainJSON]) -> Void) -> PlainJSON {
          var edited = values
          change(&edited)
          return .list(edited)
        }
        report("delete \(name)", with { $0.remove(at: index) })
        report("twice \(name)", with { $0.insert(values[index], at: index) })
        report("swap \(name)", with { $0.swapAt(index, (index + 1) % values.count) })
        collect(values[index], at: name, using: &random) { what, value in
          report(what, with { $0[index] = value })
        }
      }
      report("append to \(path)", .list(values + [.null]))
    default:
      var others = JSONEdits.others(than: tree)
      others.shuffle(using: &random)
      for value in others.prefix(2) { report("value of \(path)", value) }
    }
  }

  /// Other values for a leaf, some of which say the same.
  private static func others(than value: PlainJSON) -> [PlainJSON] {
    switch value {
    case .text(let text):
      let last = text.hasSuffix("0") ? "1" : "0"
      return [
        .text(text + "x"), .text(String(text.dropLast()) + last), .text(""), .text(" " + text),
        .text(text.uppercased()), .null, .number("1"), .list([value]),
      ]
    case .number(let number):
      let value = Int(number) ?? 0
      return [
        .number("\(value + 1)"), .number("\(value - 1)"), .number("0"), .number(number + ".0"),
        .number(number + "e0"), .number("99999999999999999999"), .number("\(value)1.5"),
        .text(number), .null, .number("-\(value)"),
      ]
    case .bool(let value): return [.bool(!value), .null, .number("0"), .text("\(value)")]
    default:
      return [
        .text("x"), .text(""), .number("0"), .bool(false), .object([]), .list([]),
        .list([.text("名称")]),
      ]
    }
  }
}

/// Edits of a record or a notice: every line deleted, written twice, swapped with the next, every field
/// deleted, changed, swapped with the next.
enum LineEdits {
  static func all(_ bytes: [UInt8], using random: inout SeededGenerator) -> [Edit] {
    var lines = String(decoding: bytes, as: UTF8.self).unicodeScalars
      .split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    lines.removeLast()
    var edits: [Edit] = []
    func add(_ name: String, _ change: (inout [String]) -> Void) {
      var edited = lines
      change(&edited)
      edits.append(Edit(name: name, bytes: Array(edited.map { $0 + "\n" }.joined().utf8)))
    }
    for index in lines.indices {
      let name = "line \(index + 1) \(lines[index].prefix(12))"
      add("delete \(name)") { $0.remove(at: index) }
      add("twice \(name)") { $0.insert(lines[index], at: index) }
      add("swap \(name)") { $0.swapAt(index, (index + 1) % lines.count) }
      add("comment after \(name)") { $0.insert("# note", at: index + 1) }
      let fields = lines[index].split(separator: "\t", omittingEmptySubsequences: false)
        .map(String.init)
      for place in fields.indices {
        func field(_ what: String, _ change: (inout [String]) -> Void) {
          add("\(what) field \(place) of \(name)") { edited in
            var fields = fields
            change(&fields)
            edited[index] = fields.joined(separator: "\t")
          }
        }
        field("delete") { $0.remove(at: place) }
        field("swap") { $0.swapAt(place, (place + 1) % fields.count) }
        let others = others(than: fields[place]).shuffled(using: &random)
        for value in others.prefix(2) { field("change") { $0[place] = value } }
      }
    }
    return edits
  }

  private static func others(than field: String) -> [String] {
    let number = Int(field).map { ["\($0 + 1)", "\(max($0 - 1, 0))", "0\($0)", "+\($0)"] } ?? []
    let last = field.hasSuffix("0") ? "1" : "0"
    return number + [
      "", field + "\t" + field, field + "x", field + " ", " " + field,
      String(field.dropLast()) + last, field.uppercased() + "'",
    ]
  }
}

/// Edits of a table: every row deleted, written twice, swapped with the next, every cell changed, emptied,
/// swapped with the next, every column renamed, deleted, written twice; other spellings of the same.
enum TableEdits {
  static func all(_ bytes: [UInt8], using random: inout SeededGenerator) -> [Edit] {
    guard let table = PlainCSV.cells(bytes) else { return [] }
    var edits = [
      Edit(name: "quoted", bytes: PlainCSV.bytes(table, quoted: true)),
      Edit(name: "CRLF", bytes: PlainCSV.bytes(table, lineEnd: "\r\n")),
      Edit(name: "mark", bytes: [0xEF, 0xBB, 0xBF] + bytes),
      Edit(name: "blank end", bytes: bytes + [0x0A]),
      Edit(name: "no last line end", bytes: bytes.dropLast()),
    ]
    func add(_ name: String, _ change: (inout [[String]]) -> Void) {
      var edited = table
      change(&edited)
      edits.append(Edit(name: name, bytes: PlainCSV.bytes(edited)))
    }
    for row in table.indices {
      add("delete row \(row + 1)") { $0.remove(at: row) }
      add("twice row \(row + 1)") { $0.insert(table[row], at: row) }
      add("swap row \(row + 1)") { $0.swapAt(row, (row + 1) % table.count) }
      for column in table[row].indices {
        let name = "row \(row + 1), column \(column + 1)"
        let cell = table[row][column]
        let others = ["", cell + "x", cell + " ", "0" + cell, String(cell.dropLast()), "selected"]
        add("change \(name)") { $0[row][column] = others.randomElement(using: &random) ?? "" }
        add("swap \(name)") { $0[row].swapAt(column, (column + 1) % table[row].count) }
      }
    }
    for column in table[0].indices {
      add("delete column \(column + 1)") { edited in
        for row in edited.indices { edited[row].remove(at: column) }
      }
      add("twice column \(column + 1)") { edited in
        for row in edited.indices { edited[row].append(table[row][column] + (row == 0 ? "2" : "")) }
      }
      add("swap column \(column + 1)") { edited in
        for row in edited.indices {
          edited[row].swapAt(column, (column + 1) % table[row].count)
        }
      }
    }
    return edits
  }
}

/// An edit of any file at a random place.
enum ByteEdits {
  static func one(_ bytes: [UInt8], using random: inout SeededGenerator) -> Edit {
    var edited = bytes
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let length = Int.random(in: 1...min(40, bytes.count - place), using: &random)
    let kind = Int.random(in: 0..<9, using: &random)
    // Bytes that mean something to a reader come more often than by chance.
    let signs = Array("\n\r\t \"\\,;:{}[]0159aefx|#.-é".utf8) + [0, 0xEF, 0xBB, 0xBF, 0xFF]
    let byte =
      Bool.random(using: &random)
      ? .random(in: 0...255, using: &random) : signs.randomElement(using: &random) ?? 0
    switch kind {
    case 0: edited[place] = byte
    case 1: edited.remove(at: place)
    case 2: edited.insert(byte, at: place)
    case 3: edited.swapAt(place, (place + 1) % bytes.count)
    case 4: edited.removeSubrange(place..<place + length)
    case 5: edited.insert(contentsOf: bytes[place..<place + length], at: place)
    case 6: edited.removeSubrange(place...)
    case 7: edited[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    default: edited.swapAt(place, .random(in: 0..<bytes.count, using: &random))
    }
    return Edit(name: "bytes, kind \(kind) at \(place)", bytes: edited)
  }
}
