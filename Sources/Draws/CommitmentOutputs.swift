internal import Frames
internal import Sampling

extension FrozenDraw {
  /// The files of a commitment: the record, which only its owner may read, and the notice.
  ///
  /// A file that is there is never replaced: a record that is replaced loses its secret, and with it a draw
  /// that was announced.
  public struct Outputs {
    private let record: OutputFile
    private let notice: OutputFile
    private let page: OutputFile?
    private let log: String
    /// The seeds of the attempts before: a redraw that forgot them could use one again.
    private let earlierSeeds: [UInt8]

    /// Opens the files before the work.
    ///
    /// - Parameters:
    ///   - record: the record's file.
    ///   - notice: the notice's file.
    ///   - page: the file of the notice as a page, nil for none.
    ///   - attemptBefore: the file of the record of the attempt before, nil in a first attempt.
    /// - Throws: `OutputError`, also for a file that is there; `InputError` for a seed log that can not be
    ///   read.
    public init(record: String, notice: String, page: String? = nil, attemptBefore: String?) throws
    {
      earlierSeeds = try attemptBefore.map { try SeedLog.lines(of: $0) } ?? []
      self.record = try OutputFile(record, isPrivate: true, replaces: false)
      self.notice = try OutputFile(notice, isPrivate: false, replaces: false)
      self.page = try page.map { try OutputFile($0, isPrivate: false, replaces: false) }
      log = record + ".seeds"
    }

    /// Writes and shows the files.
    ///
    /// - Parameters:
    ///   - draw: the draw that is committed to.
    ///   - html: writes the page, of the notice alone.
    /// - Throws: `OutputError`.
    public func write(_ draw: FrozenDraw, page html: (Notice) -> String = { _ in "" }) throws {
      try record.write(draw.record.text)
      let announced = Notice(draw.record)
      try notice.write(announced.text)
      try page?.write(html(announced))
      var outputs = [record, notice] + (page.map { [$0] } ?? [])
      if !earlierSeeds.isEmpty {
        let file = try OutputFile(log, isPrivate: true, replaces: false)
        try file.write(earlierSeeds)
        outputs.insert(file, at: 0)
      }
      try OutputFile.commit(outputs)
    }
  }
}
