/// The words of one draw, for distributions that need more than one: block after block, two a block.
struct DrawStream {
  private let key: DrawKey
  private let person: UInt64
  private var block = 0
  private var spare: UInt64?

  /// A stream that begins with the word of `DrawKey.uniform`.
  init(key: DrawKey, person: UInt64) {
    self.key = key
    self.person = person
  }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    if let word = spare {
      spare = nil
      return word
    }
    let (first, second) = key.words(person: person, block: block)
    block += 1
    spare = second
    return first
  }
}
