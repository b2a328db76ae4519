import Foundation
import PolCheck
import PolSource
import PolSyntax
import Testing

/// A generator with a seed: splitmix64.
struct Dice: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

@Suite("Broken programs")
struct MutationTests {
  @Test("Tokens cut, swapped, doubled or replaced never crash the checker", arguments: 1...8)
  func mutants(seed: Int) throws {
    var dice = Dice(state: UInt64(seed))
    let good = files("pol", under: "examples") + files("pol", under: "Tests/CheckTests/good")
    for file in good + files("pol", under: "Tests/CheckTests/bad") {
      let bytes = Array(try Data(contentsOf: file))
      let pieces = tokens(of: bytes)
      let ready = checker(readyFor: bytes)
      for _ in 0..<(good.contains(file) ? 15 : 2) {
        var checker = ready
        let checked = check(mutant(of: pieces, &dice), with: &checker)
        for diagnostic in checked.diagnostics {
          #expect(diagnostic.span != nil, "seed \(seed): \(checked.text)")
          #expect(!diagnostic.message.hasSuffix("."), "seed \(seed): \(checked.text)")
        }
      }
    }
  }

  @Test(
    "What still parses with one token left out gives few messages", arguments: files("pol", under: "examples")
  )
  func cascades(_ file: URL) throws {
    let bytes = Array(try Data(contentsOf: file))
    let pieces = tokens(of: bytes)
    let ready = checker(readyFor: bytes)
    // Some hundred places, all through the script. What a name stands for is told of wherever it is used: so a name with
    // many uses may bring as many messages, but few tokens are such names.
    var cascades = 0
    for place in stride(from: 0, to: pieces.count, by: pieces.count / 150 + 1) {
      var checker = ready
      var broken = pieces
      let token = broken.remove(at: place)
      let checked = check(Array(broken.joined(separator: [0x20])), with: &checker)
      guard checked.codes.allSatisfy({ $0 > "E03" }) else { continue }
      cascades += checked.diagnostics.count > 2 ? 1 : 0
      #expect(
        checked.diagnostics.count <= 8, "without \(String(decoding: token, as: UTF8.self)): \(checked.text)")
    }
    #expect(cascades <= 3)
  }

  private func tokens(of bytes: [UInt8]) -> [[UInt8]] {
    var sources = SourceMap()
    let id = sources.add(name: "", bytes: bytes)
    var tokenizer = Tokenizer(sources[id], as: id)
    tokenizer.run()
    return tokenizer.tokens.dropLast().map { Array(bytes[$0.lower..<$0.upper]) }
  }

  private func mutant(of tokens: [[UInt8]], _ dice: inout Dice) -> [UInt8] {
    var pieces = tokens
    for _ in 0..<Int.random(in: 1...3, using: &dice) {
      let place = Int.random(in: 0..<pieces.count, using: &dice)
      let other = Int.random(in: 0..<pieces.count, using: &dice)
      switch Int.random(in: 0..<4, using: &dice) {
      case 0: pieces.remove(at: place)
      case 1: pieces.swapAt(place, other)
      case 2: pieces.insert(pieces[other], at: place)
      default: pieces[place] = pieces[other]
      }
    }
    return Array(pieces.joined(separator: [0x20]))
  }
}
