import PolColumns
import Testing

@Suite("Random words and keys")
struct PhiloxTests {
  @Test("Philox4x32-10 gives the published words")
  func publishedVectors() {
    let zeros = Philox.words((0, 0, 0, 0), key: (0, 0))
    #expect(zeros == (0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    let ones = Philox.words((.max, .max, .max, .max), key: (.max, .max))
    #expect(ones == (0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    let pi = Philox.words(
      (0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), key: (0xa409_3822, 0x299f_31d0))
    #expect(pi == (0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test("A uniform number depends on seed, month, clause, place, person and block")
  func everyPartCounts() {
    let base = DrawKey(seed: 1, month: 2, clause: "quits", place: 0)
    let others = [
      DrawKey(seed: 2, month: 2, clause: "quits", place: 0),
      DrawKey(seed: 1, month: 3, clause: "quits", place: 0),
      DrawKey(seed: 1 << 32 | 1, month: 2, clause: "quits", place: 0),
      DrawKey(seed: 1, month: 2, clause: "quit", place: 0),
      DrawKey(seed: 1, month: 2, clause: "quits", place: 1),
    ]
    let value = base.uniform(person: 7)
    #expect(value == DrawKey(seed: 1, month: 2, clause: "quits", place: 0).uniform(person: 7))
    for other in others { #expect(other.uniform(person: 7) != value) }
    #expect(base.uniform(person: 8) != value)
    #expect(base.uniform(person: 7 | 1 << 40) != value)
    #expect(base.uniform(person: 7, block: 1) != value)
  }

  @Test("Many uniform numbers are the single ones, in 0..<1, with the right mean")
  func uniforms() {
    let key = DrawKey(seed: 3, month: 1, clause: "u", place: 0)
    let persons = (0..<100_000).map { rootKey(.founder, ordinal: $0) }
    let values = key.uniforms(persons: persons)
    #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(values.indices.allSatisfy { values[$0] == key.uniform(person: persons[$0]) })
    let mean = values.reduce(0, +) / 100_000
    #expect((mean - 0.5).magnitude < 5 * (1.0 / 12 / 100_000).squareRoot())
  }

  @Test("Persons' keys differ by kind, ordinal and parent")
  func lineage() {
    var keys: Set<UInt64> = []
    for ordinal in 0..<1_000 as Range<UInt64> {
      keys.insert(rootKey(.founder, ordinal: ordinal))
      keys.insert(rootKey(.arrival, ordinal: ordinal))
      let parent = rootKey(.founder, ordinal: ordinal)
      for child in 0..<10 as Range<UInt64> { keys.insert(childKey(of: parent, ordinal: child)) }
    }
    #expect(keys.count == 12_000)
    #expect(
      rootKey(.founder, ordinal: 1) == 0x0 || rootKey(.founder, ordinal: 1) != rootKey(.arrival, ordinal: 1))
  }
}
