/// Puts one bucket's entries in the order of their ticket prefixes.
///
/// A counting sort by the bits behind the bucket's own leaves groups of a few entries, which an
/// insertion sort finishes: linear time for uniform tickets, right for any.
struct BucketSorter {
  private let bucketBits: Int
  private var input: UnsafeMutablePointer<TicketEntry>
  private var output: UnsafeMutablePointer<TicketEntry>
  private var capacity = 0
  private var starts = [Int](repeating: 0, count: 1 << BucketSorter.groupBits)

  private static let groupBits = 11

  /// A sorter of buckets that share this many leading bits; ``free()`` gives its memory back.
  init(bucketBits: Int) {
    self.bucketBits = bucketBits
    input = .allocate(capacity: 0)
    output = .allocate(capacity: 0)
  }

  /// Gives the memory back.
  func free() {
    input.deallocate()
    output.deallocate()
  }

  /// Gathers a bucket from all stores and answers it in order, valid until the next call.
  mutating func sorted(
    _ bucket: Int,
    of stores: [TicketStore]
  ) -> UnsafeMutableBufferPointer<TicketEntry> {
    let count = stores.reduce(0) { $0 + $1.count(of: bucket) }
    if count > capacity {
      free()
      capacity = count * 2
      input = .allocate(capacity: capacity)
      output = .allocate(capacity: capacity)
    }
    var filled = 0
    for store in stores { filled += store.copy(bucket, to: input + filled) }
    distribute(count)
    insertionSort(count)
    return UnsafeMutableBufferPointer(start: output, count: count)
  }

  /// Counting sort from `input` to `output` by the bits behind the bucket's.
  private mutating func distribute(_ count: Int) {
    let drop = UInt64(64 - BucketSorter.groupBits)
    let lead = UInt64(bucketBits)
    starts.withUnsafeMutableBufferPointer { starts in
      for group in starts.indices { starts[group] = 0 }
      for index in 0..<count { starts[Int((input[index].prefix << lead) >> drop)] += 1 }
      var sum = 0
      for group in starts.indices {
        let size = starts[group]
        starts[group] = sum
        sum += size
      }
      for index in 0..<count {
        let group = Int((input[index].prefix << lead) >> drop)
        output[starts[group]] = input[index]
        starts[group] += 1
      }
    }
  }

  private func insertionSort(_ count: Int) {
    var index = 1
    while index < count {
      let entry = output[index]
      var place = index
      while place > 0, output[place - 1].prefix > entry.prefix {
        output[place] = output[place - 1]
        place -= 1
      }
      output[place] = entry
      index += 1
    }
  }
}
