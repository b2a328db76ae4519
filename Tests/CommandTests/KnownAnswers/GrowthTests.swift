import Foundation
import Testing

/// Growth in rounds: random, full trees, waves, planes, matrices and two legs.
@Suite("Known answers: growth in rounds, trees and matrices")
struct GrowthTests {
  private func choose(_ n: Int, _ d: Int) -> Double {
    (0..<d).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
  }

  @Test(
    "Each recruits one with the chance p in each round (Mahmoud 2022)",
    arguments: [(0.2, 20), (0.5, 8), (0.05, 40), (1.0, 10)])
  func rounds(_ p: Double, _ t: Int) throws {
    let answer = try Answer("rounds", ["p": "\(p)", "t": "\(t)", "seeds": p == 1 ? "2" : "400"])
    let size = pow(1 + p, Double(t))
    answer["size"].expectMean(size, "how many")
    answer["size"].expectVariance(
      (1 - p) * pow(1 + p, Double(t - 1)) * (size - 1), around: size, "the variance")
    answer["depths"].expectMean(size * Double(t) * p / (1 + p), "all depths together")
    for depth in 1...4 {
      answer["depth_\(depth)"].expectMean(choose(t, depth) * pow(p, Double(depth)), "at depth \(depth)")
    }
  }

  /// The nine full layers of six are twelve million people: only an optimised build is asked for them.
  private static let trees =
    [(2, 10), (3, 8), (6, 5), (2, 3), (4, 6)] + (Command.optimised == nil ? [] : [(6, 9)])

  @Test("Full trees and waves: what the last layers are of all", arguments: trees)
  func layers(_ width: Int, _ layers: Int) throws {
    let answer = try Answer("layers", ["width": "\(width)", "layers": "\(layers)"])
    let size = (0...layers).reduce(0) { $0 + pow(Double(width), Double($1)) }
    func lowest(_ count: Int) -> Double {
      (0..<count).reduce(0) { $0 + pow(Double(width), Double(layers - $1)) } / size
    }
    answer["size"].expectMean(size)
    answer["bottom"].expectMean(lowest(1))
    answer["bottom_two"].expectMean(lowest(2))
    answer["losers"].expectMean(lowest(3), "who has fewer than three layers below")
    answer["last_wave"].expectMean(Double(width) / Double(1 + width))
  }

  @Test(
    "The airplane game pays one payer in eight at most", arguments: [1_000, 10_000, 7, 56, 63, 64, 4_321])
  func airplane(_ payers: Int) throws {
    let answer = try Answer("airplane", ["payers": "\(payers)"])
    answer["paid_out"].expectMean(Double(payers / 8))
    answer["winners"].expectMean(Double(max(payers / 8 - 7, 0)))
  }

  @Test("What a forced matrix holds below its top")
  func matrices() throws {
    let answer = try Answer("matrices")
    for (width, depth) in [(2, 10), (3, 7), (3, 9), (5, 7), (7, 2)] {
      let held = (1...depth).reduce(0) { $0 + pow(Double(width), Double($1)) }
      answer["held_\(width)_\(depth)"].expectMean(held)
    }
  }

  /// At depth 21 of a full tree what is paid on the weaker leg is more than all that was ordered.
  private static let depths = [3, 10, 12] + (Command.optimised == nil ? [] : [20, 21])

  @Test("A full tree of two legs: a tenth of the weaker leg, as a share of all volume", arguments: depths)
  func legs(_ depth: Int) throws {
    let size = (1 << (depth + 1)) - 1
    let answer = try Answer("legs", ["deep": "\(depth)", "size": "\(size)"])
    let matched = Double(depth * (1 << depth) - (1 << depth) + 1)
    answer["lowest"].expectMean(Double(1 << depth))
    answer["matched"].expectMean(matched)
    answer["payout"].expectMean(0.1 * matched / Double(size))
    if depth > 20 { #expect(answer["payout"].mean > 1) }
  }
}
