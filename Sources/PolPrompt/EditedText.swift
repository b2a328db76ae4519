import PolSource

/// A text while it is edited: what a reader takes for characters, the rows that they stand in, and the cursor.
///
/// libedit counts code points; places here count clusters, so that neither an accent nor a family is torn apart.
struct EditedText: Equatable {
  /// The characters, line ends among them.
  let clusters: [Character]
  /// The cluster before which the cursor stands.
  let cursor: Int

  init(clusters: [Character], cursor: Int) {
    self.clusters = clusters
    self.cursor = cursor
  }

  /// The text of libedit's buffer; a cursor inside a cluster stands before it.
  init(scalars: [Unicode.Scalar], cursor: Int) {
    let clusters = Array(String(String.UnicodeScalarView(scalars)))
    var seen = 0
    var place = 0
    while place < clusters.count, seen + clusters[place].unicodeScalars.count <= cursor {
      seen += clusters[place].unicodeScalars.count
      place += 1
    }
    self.init(clusters: clusters, cursor: place)
  }

  /// The whole text.
  var string: String { String(clusters) }

  /// How many code points stand between two places; negative where the second comes first.
  func scalars(from start: Int, to end: Int) -> Int {
    let count = clusters[min(start, end)..<max(start, end)].reduce(0) { $0 + $1.unicodeScalars.count }
    return start <= end ? count : -count
  }

  /// How many UTF-8 bytes stand before a place.
  func bytes(before place: Int) -> Int { clusters[..<place].reduce(0) { $0 + $1.utf8.count } }

  // MARK: Rows

  /// Where the row of a place begins.
  func rowStart(of place: Int) -> Int {
    clusters[..<place].lastIndex(of: "\n").map { $0 + 1 } ?? 0
  }

  /// Where the row of a place ends: its line end, or the end of the text.
  func rowEnd(of place: Int) -> Int {
    clusters[place...].firstIndex(of: "\n") ?? clusters.count
  }

  /// The place at the cursor's column in the row above; nil in the first row.
  var above: Int? {
    let start = rowStart(of: cursor)
    return start > 0 ? place(inRowFrom: rowStart(of: start - 1), atColumn: column) : nil
  }

  /// The place at the cursor's column in the row below; nil in the last row.
  var below: Int? {
    let end = rowEnd(of: cursor)
    return end < clusters.count ? place(inRowFrom: end + 1, atColumn: column) : nil
  }

  /// The cursor's terminal column in its row, from 0, as if rows never wrapped.
  private var column: Int {
    clusters[rowStart(of: cursor)..<cursor].reduce(0) { $0 + Picture($1, at: $0).width }
  }

  /// The last place of a row that begins at or before a column.
  private func place(inRowFrom start: Int, atColumn column: Int) -> Int {
    var place = start
    var reached = 0
    while place < rowEnd(of: start) {
      reached += Picture(clusters[place], at: reached).width
      if reached > column { break }
      place += 1
    }
    return place
  }
}

/// How a cluster looks on a terminal.
struct Picture {
  /// What is written; never anything that a terminal would obey.
  let text: String
  /// The columns it takes.
  let width: Int
  /// Whether terminals disagree about how wide it is.
  let isDoubtful: Bool

  /// A cluster that begins at a column of its row: a tab goes on to the next stop.
  init(_ cluster: Character, at column: Int) {
    if cluster == "\t" {
      width = Cell.tab - column % Cell.tab
      text = String(repeating: " ", count: width)
      isDoubtful = false
      return
    }
    let scalars = cluster.unicodeScalars
    if scalars.count == 1, let only = scalars.first, only.value >= 0x20, only.value < 0x7F {
      (text, width, isDoubtful) = (String(cluster), 1, false)
      return
    }
    text = String(String.UnicodeScalarView(scalars.map(Cell.harmless)))
    width = text.terminalWidth
    isDoubtful = scalars.count > 1
  }
}
