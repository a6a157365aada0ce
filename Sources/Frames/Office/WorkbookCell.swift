/// What a cell of a written workbook holds.
///
/// No cell is ever a formula. A text is marked as one, so that a spreadsheet neither computes `=1+1` nor takes
/// the zeros off 0042; days are written as texts, since a list has them as texts and a spreadsheet would show
/// them in the manner of its machine.
package enum WorkbookCell: Hashable, Sendable {
  /// Nothing.
  case empty
  /// A text, an identifier, a day; an empty one is ``empty``.
  case text(String)
  /// A whole number. One of more than fifteen digits, of which a spreadsheet would lose the last, is written as
  /// text.
  case count(Int)
  /// A number; one that is not finite is written as a dash.
  case number(Double)
  /// A share, 1 for all, shown as per cent with one decimal.
  case share(Double)

  /// The text that a reader of the workbook gets: of a number fifteen digits.
  package var text: String {
    switch self {
    case .empty: ""
    case .text(let text): text
    case .count(let count): "\(count)"
    case .number(let number), .share(let number):
      number.isFinite ? CellNumber.text(number) : "–"
    }
  }

  /// How the cell looks: the number of its style in ``WorkbookStyle``.
  var style: Int {
    switch self {
    case .empty, .text: WorkbookStyle.text
    case .count: WorkbookStyle.count
    case .number: WorkbookStyle.number
    case .share: WorkbookStyle.share
    }
  }
}

/// The styles of a written workbook, by their numbers.
enum WorkbookStyle {
  static let text = 1
  static let heading = 2
  static let count = 3
  static let number = 4
  static let share = 5

  /// The part `xl/styles.xml`: texts have the format of texts (49), so that a cell stays one when it is edited;
  /// a share has 0.0%.
  static let part = """
    <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
    <numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>\
    <fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>\
    <font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>\
    <fills count="3"><fill><patternFill patternType="none"/></fill>\
    <fill><patternFill patternType="gray125"/></fill>\
    <fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/><bgColor indexed="64"/></patternFill></fill>\
    </fills>\
    <borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>\
    <border><left/><right/><top/><bottom style="thin"><color rgb="FF1B1B1B"/></bottom><diagonal/></border>\
    </borders>\
    <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
    <cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
    <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
    <xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" \
    applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>\
    <xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
    <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
    <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>\
    <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
    """
}
