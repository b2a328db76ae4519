import PolSource
import Testing

@testable import PolPrompt

/// The smallest parts of drawing.
struct FrameTests {
  @Test("A wide character that doesn't fit goes to the next row")
  func wide() {
    var frame = Frame(width: 4, isColoured: false)
    frame.show(
      EditedText(clusters: Array("ab税务"), cursor: 4), inks: [], suggestion: [],
      prompt: [Inked(text: ">", ink: nil)],
      gutter: [])
    #expect(frame.rows.map(\.text) == [">ab", "税务", ""])
    #expect(frame.cursor == (2, 0))
  }
}
