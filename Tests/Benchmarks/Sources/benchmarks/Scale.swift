import Foundation

/// Where numbers lie on a side of a picture.
struct Scale {
  /// Numbers worth a line: powers of ten, or multiples of a round step from 0.
  let marks: [Double]
  private let isLogarithmic: Bool
  /// The numbers at its ends, and where these are.
  private let first: Double
  private let last: Double
  private let from: Double
  private let to: Double

  init(_ values: [Double], isLogarithmic: Bool, from: Double, to: Double) {
    self.isLogarithmic = isLogarithmic
    self.from = from
    self.to = to
    let least = values.min() ?? 1
    let most = values.max() ?? 1
    if isLogarithmic {
      let powers = Int(log10(least).rounded(.down))...Int(log10(most).rounded(.down))
      marks = powers.map { $0 < 0 ? 1 / pow(10, Double(-$0)) : pow(10, Double($0)) }
      last = most
    } else {
      let size = pow(10, log10(most).rounded(.down))
      let step = [0.2, 0.5, 1, 2].map { $0 * size }.first { most / $0 <= 6 } ?? 2 * size
      marks = (0...Int((most / step).rounded(.up))).map { (Double($0) * step * 1e6).rounded() / 1e6 }
      last = marks.last ?? most
    }
    first = marks.first ?? least
  }

  /// The place of a number.
  subscript(_ value: Double) -> Double {
    let part = isLogarithmic ? log(value / first) / log(last / first) : (value - first) / (last - first)
    return from + part * (to - from)
  }
}
