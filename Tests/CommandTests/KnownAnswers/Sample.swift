import Foundation
import Testing

/// Independent values of one figure, or a single value that nothing is drawn for.
struct Sample {
  var values: [Double]

  init(_ values: [Double]) { self.values = values }

  var mean: Double { values.reduce(0, +) / Double(values.count) }

  /// The standard error of the mean; 0 where all values are the same.
  var standardError: Double {
    let mean = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return values.count < 2 ? 0 : (squares / Double(values.count - 1) / Double(values.count)).squareRoot()
  }

  func map(_ transform: (Double) -> Double) -> Sample { Sample(values.map(transform)) }

  /// Expects the mean within four standard errors, and what isn't drawn to the last digit of a `Double`.
  func expectMean(
    _ wanted: Double, give: Double = 0, _ what: String = "", sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let room = 4 * standardError + give + abs(wanted) * 1e-12
    #expect(
      abs(mean - wanted) <= room,
      "\(what): the mean of \(values.count) is \(mean), which should be \(wanted) within \(room)",
      sourceLocation: sourceLocation)
  }

  /// Expects the mean square distance from a mean that is known.
  func expectVariance(
    _ wanted: Double, around mean: Double, _ what: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) { map { ($0 - mean) * ($0 - mean) }.expectMean(wanted, what, sourceLocation: sourceLocation) }

  /// Expects the share of values of which something holds, within four standard errors of that share.
  func expectShare(
    _ wanted: Double, _ what: String = "", of holds: (Double) -> Bool,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let error = (wanted * (1 - wanted) / Double(values.count)).squareRoot()
    let share = Sample([map { holds($0) ? 1 : 0 }.mean])
    share.expectMean(wanted, give: 4 * error, what, sourceLocation: sourceLocation)
  }
}
