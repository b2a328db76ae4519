import Foundation
import Testing

/// The editing of lines, on a real terminal with the real command.
@Suite(.timeLimit(.minutes(20)))
struct EditingTests {
  private static let isSoaking = ProcessInfo.processInfo.environment["POL_SOAK"] == "1"

  static let settings: [EditingTrial.Setting] = {
    let sizes = [(40, 24), (80, 24), (200, 50), (40, 8)]
    return (1...(isSoaking ? 60 : 8)).map { seed in
      let (columns, rows) = sizes[seed % sizes.count]
      return .init(
        seed: seed, columns: columns, rows: rows, flavour: (seed / 4) % 2 == 0 ? .reflowing : .clipping,
        isColoured: seed % 3 != 0)
    }
  }()

  @Test(
    "Random keys leave the screen and the cursor where a small obvious editor has them", arguments: settings)
  func randomKeys(_ setting: EditingTrial.Setting) throws {
    try EditingTrial(setting).run(steps: Self.isSoaking ? 500 : 100)
  }
}
