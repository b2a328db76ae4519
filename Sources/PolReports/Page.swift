import PolSource

/// What a report is written on: its width, and whether it may use colour.
package struct Page: Sendable {
  /// The columns of a line.
  package var width: Int
  /// Whether ANSI escapes may be used.
  package var colour: Bool

  /// Makes a page.
  package init(width: Int = 80, colour: Bool = false) {
    self.width = max(width, 40)
    self.colour = colour
  }

  /// The inks of a report.
  package enum Ink: String, Sendable {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case blue = "34"
  }

  /// Text in an ink, where there is colour.
  package func paint(_ text: String, _ ink: Ink) -> String {
    colour && !text.isEmpty ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
  }
}

extension String {
  /// Filled up on the right to so many terminal columns.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - terminalWidth))
  }

  /// Filled up on the left to so many terminal columns.
  func aligned(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - terminalWidth)) + self
  }
}
