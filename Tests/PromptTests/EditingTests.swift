import Foundation
import Testing

/// The editing of lines, on a real terminal with the real command.
@Suite(.timeLimit(.minutes(20)))
struct EditingTests {
  private static let isSoaking = ProcessInfo.processInfo.environment["POL_SOAK"] == "1"

  private static func setting(_ seed: Int) -> EditingTrial.Setting {
    let (columns, rows) = [(40, 24), (80, 24), (200, 50), (40, 8)][seed % 4]
    return .init(
      seed: seed, columns: columns, rows: rows, flavour: [.reflowing, .clipping, .pushing][seed % 3],
      isColoured: seed % 5 != 0)
  }

  /// `POL_SEED` asks for one of them.
  static let settings: [EditingTrial.Setting] = {
    if let seed = ProcessInfo.processInfo.environment["POL_SEED"].flatMap({ Int($0) }) {
      return [seed].map(setting)
    }
    return (1...(isSoaking ? 60 : 8)).map(setting)
  }()

  @Test(
    "Random keys leave the screen and the cursor where a small obvious editor has them", arguments: settings)
  func randomKeys(_ setting: EditingTrial.Setting) throws {
    try EditingTrial(setting).run(steps: Self.isSoaking ? 500 : 100)
  }
}
