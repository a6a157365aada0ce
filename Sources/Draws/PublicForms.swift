package import Sampling

/// How a public folder is written for people, beside its files for programs: a workbook of the list, and a page.
package struct PublicForms: Sendable {
  /// The language of headings.
  package var language: Language
  /// Whether the list begins with a byte order mark, for Excel.
  package var hasByteOrderMark = false
  /// The page of what is published.
  package var page: @Sendable (PublishedDraw) throws -> String

  /// Makes a form.
  ///
  /// - Parameters:
  ///   - language: the language of headings.
  ///   - hasByteOrderMark: whether the list begins with a byte order mark.
  ///   - page: writes the page.
  package init(
    _ language: Language,
    hasByteOrderMark: Bool,
    page: @escaping @Sendable (PublishedDraw) throws -> String
  ) {
    self.language = language
    self.hasByteOrderMark = hasByteOrderMark
    self.page = page
  }
}

/// What a draw publishes, of which its page is made: all of it is public.
package struct PublishedDraw: Sendable {
  /// The public receipt.
  package let receipt: PublicReceipt
  /// The names of the list's columns, the identifier first.
  package let header: [String]
  /// The list, by the bytes of the identifiers.
  package let rows: [[String]]
  /// The record of an open draw, which its notice holds; nil of a sealed one, and of one that is uncommitted.
  package let record: DrawRecord?
  /// The column of the size measure of an open draw; nil without one.
  package let measure: String?
  /// The name that stands for an empty class in an open draw; nil without one.
  package let unclassified: String?
  /// Whether identifiers of an open draw were normalised.
  package let isNormalized: Bool

  /// What is published of a draw.
  ///
  /// - Parameters:
  ///   - published: the public receipt.
  ///   - receipt: the internal receipt, of which nothing of a sealed draw is taken; nil for a draw that is known by its
  ///     public receipt alone.
  ///   - record: the record, of which nothing of a sealed draw is taken.
  ///   - header: the names of the list's columns.
  ///   - rows: the list.
  package init(
    _ published: PublicReceipt,
    of receipt: Receipt? = nil,
    record: DrawRecord? = nil,
    header: [String],
    rows: [[String]]
  ) {
    self.receipt = published
    self.header = header
    self.rows = rows
    let isOpen = !published.sealed && record?.isSealed != true
    self.record = isOpen ? record : nil
    measure = isOpen ? receipt?.measure : nil
    unclassified = isOpen ? receipt?.columns?.unclassified : nil
    isNormalized = isOpen && receipt?.normalized != nil
  }
}
