import Foundation

/// Where the canonical trade's time goes on one thread, as `pol run --profile` says: to be held against what memory alone
/// would take.
struct Phases {
  /// Lines of text.
  let text: String

  private static let title = "where the time went"

  /// Runs the trade as it stands.
  init(at place: Place) throws {
    let arguments = ["run", place.canonical.path, "--profile", "--threads", "1"]
    let measurement = try place.measured(Command(program: place.pol.path, arguments: arguments))
    guard let start = measurement.errors.range(of: Self.title) else {
      throw Trouble("`pol run --profile` said nothing of phases: \(measurement.errors)")
    }
    text = "\ncanonical, one thread: \(measurement.errors[start.lowerBound...])"
  }
}
