import PolColumns

/// What a recipient of a rule may still bring to agents further up the chain, in one event.
struct Claim: Hashable, Sendable {
  /// The rule, and the recipient in it.
  var rule: Int
  var seat: Int
  /// The tier of the agent whose event it is, or the first that comes to the same.
  var source: Int
  /// What the rule's rates are taken of, as a share of the order or sale: 1, or a posting that is matched.
  var base: ExactNumber
  /// Uplines to be passed by before the first level.
  var skip: Int
  /// Levels still to come; nil for every upline.
  var left: Int?
  /// The next level, where each has its own rate.
  var level = 0
  /// Of a differential: the highest rate paid so far, and how many peers have been paid.
  var highest = ExactNumber.zero
  var peersPaid = 0
  /// Shares that nobody has qualified for so far, on their way up.
  var pending = ExactNumber.zero

  /// Whether nothing more can come of it.
  func isSpent(under rule: CountedRule) -> Bool {
    guard pending.isZero else { return false }
    guard left != 0 else { return true }
    let rates = rule.rates[source]
    if rule.isDifferential { return openPeers(of: rule).isEmpty && rates.allSatisfy { $0 <= highest } }
    return rule.seats[seat].portions[source].isZero || rates.dropFirst(level).allSatisfy(\.isZero)
  }

  /// The rates of peers who may still be paid; none where all that are left are nothing.
  func openPeers(of rule: CountedRule) -> ArraySlice<ExactNumber> {
    let left = rule.peers[source].dropFirst(peersPaid)
    return left.allSatisfy(\.isZero) ? [] : left
  }
}

extension Claim: Comparable {
  /// Some order, so that equal states of a chain look equal.
  static func < (one: Claim, other: Claim) -> Bool {
    let (a, b) = (one.place, other.place)
    if a != b { return a < b }
    let (c, d) = (one.progress, other.progress)
    return c == d ? (one.base, one.pending) < (other.base, other.pending) : c < d
  }

  /// Whether the two differ only in how much they are worth, so that they fare alike all the way up.
  func faresLike(_ other: Claim) -> Bool { place == other.place && progress == other.progress }

  private var place: (Int, Int, Int) { (rule, seat, source) }
  private var progress: (Int, Int, Int, Int, ExactNumber) {
    (skip, left ?? -1, level, peersPaid, highest)
  }
}

/// How conditions that may hold or not come out at one agent: all ways, one after the other.
struct Answers {
  /// Whether the agent qualifies as a recipient of a rule.
  struct Question: Hashable {
    var rule: Int
    var seat: Int
    var source: Int
    /// Nil where all events of the rule have one answer.
    var event: Int?
  }

  private var answers: [Bool] = []
  private var asked: [Question] = []

  /// The answer in this way; the same question has the same answer.
  mutating func answer(_ question: Question) -> Bool {
    if let place = asked.firstIndex(of: question) { return answers[place] }
    asked.append(question)
    if answers.count < asked.count { answers.append(true) }
    return answers[asked.count - 1]
  }

  /// Turns to the next way; false after the last one.
  mutating func turn() -> Bool {
    asked = []
    while let last = answers.popLast() {
      guard last else { continue }
      answers.append(false)
      return true
    }
    return false
  }
}
