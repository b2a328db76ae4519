import Foundation
import Testing

@Suite("A saved session gives the same answers")
struct SavingTests {
  /// Entries that follow upon `Conversation.party`.
  static let sessions: [[String]] = [
    ["party.losers", "let t = 100 CNY", "t", "let t = 200 CNY", "t"],
    // A policy that something was made with before it changed, and a run of each.
    [
      "party",
      "policy mask_party { sells mask; tier agent { price 60 CNY; load 5 units }; tier city { price 40 CNY } }",
      "mask_party",
      "party.losers", ":again", "party.losers", "party",
    ],
    // A function means what its names mean when it is called.
    [
      "let t = 100 CNY", "let poor(r) = share net < t of r.agents", "party.poor", "let t = 5_000 CNY",
      "party.poor", "poor",
    ],
    ["let t = 100 CNY", "let poor(r) = share net < t of r.agents", "let t = -5_000 CNY", "party.poor"],
    // A name that is also a rule and a column, and one that is also a measure of the prelude.
    [
      "let fine = 3 CNY", "fine", "policy fined from mask_party { fee fine: fine on join }",
      "run r = fined in friends for 3 months", "sum fine of r.agents", "let fine = 4 CNY", "fine",
      "sum fine of r.agents", ":again", "sum fine of r.agents", "let losers = 3", "losers",
    ],
    [
      "party.payback", "let paid(r) = 2 * (sum paid of r.agents)", "party.payback",
      "let paid(r) = sum paid of r.agents",
    ],
    [
      "let paid(r) = 2 * (sum paid of r.agents)", "party.payback", "let paid(r) = 9 * (sum paid of r.agents)",
    ],
    // Time travel, forks, and what was taken back.
    [
      ":at 4", "party.losers", ":step 2", "party.company.net", ":back", "party", ":at end", "party",
      ":fork other with { tier agent { load none } }", ":step 3", "other.losers - party.losers",
    ],
    [":step", ":step", ":step 2", ":back 3", "party.losers"],
    ["let a = 1", "a", ":undo", ":undo", "let a = 2", "a", "let a = 3", ":undo", "a"],
    // What can't stand any more stays as it was.
    [
      "let cut = 10%", "policy cutting from mask_party { rebate r: cut of order to upline }",
      "run c = cutting in friends for 3 months", "let cut = 5 CNY", "c.losers", "cut",
    ],
    [
      "check \"most lose\": party.losers > 50%", ":at 1", "check \"most lose\": party.losers > 50%",
      "sweep s for t in 1..2 { run q = mask_party in friends for 3 months seed t; keep losers(q) }", "s",
      "let t = 5",
      "sweep s for t in 2..4 { run q = mask_party in friends for 3 months seed t; keep losers(q) }",
      "show mean losers of s by t", "t",
    ],
    ["replace let losers(r) = 3", "party.losers", "replace let losers(r) = 4", "party.losers"],
  ]

  @Test("Sessions that redeclare, travel and take back", arguments: sessions.indices)
  func written(index: Int) throws {
    var conversation = Conversation.aboutParty()
    for entry in Self.sessions[index] {
      let isRight = conversation.enter(entry)
      #expect(isRight, "\(entry): \(conversation.remarks.last ?? [])")
    }
    try compare(&conversation)
  }

  private func compare(_ conversation: inout Conversation, _ history: String = "") throws {
    let script = try conversation.script()
    let (outcomes, messages) = try answers(of: script)
    #expect(messages.isEmpty, "\(history)\n--- saved:\n\(script)\n--- \(messages)")
    let said = conversation.answers.flatMap(\.self)
    #expect(outcomes == said, "\(history)\n--- saved:\n\(script)")
  }

  /// What is drawn from: each may be wrong where it comes, and then changes nothing.
  private static let pool = [
    "let t = 100 CNY", "let t = 2_000 CNY", "let t = 30 CNY", "let f(r) = share net < -t of r.agents",
    "let f(r) = share net < t of r.agents", "let g(r) = 2 * r.f", "let x = party.f", "let fine = 5 CNY",
    "let p = party", "let k = count of party.agents by tier",
    "run party = mask_party in friends for 6 months seed 2", "run party = lawful in friends for 4 months",
    "run other = lawful in friends for 5 months",
    "run other = mask_party with { fee fine: t on join } in friends for 3 months",
    "policy lawful from mask_party { fee fine: t on join }", "product mask { cost 7 CNY; retail 100 CNY }",
    "policy mask_party { sells mask; tier agent { price 50 CNY; load 9 units }; tier city { price 40 CNY } }",
    "market friends { people 300; founders 2 agent; recruits poisson(0.7 * room); demand poisson(1) * 1 unit }",
    "sweep s for t in 1..2 { run q = mask_party in friends for 2 months seed t; keep losers(q), f(q) }",
    "t", "x", "p", "k", "party", "other", "f", "party.f", "party.g", "other.f", "show s", "mask_party",
    "lawful with { fee fine: none }", "sum fine of other.agents", "fine", "party.company.net",
    "check \"f\": party.f > 10%", "check \"g\" expect fail: other.losers > t / 1 CNY * 1%",
    ":at 3", ":at 1", ":at end", ":step", ":step 2", ":back", ":undo", ":undo", ":again", ":check",
    ":fork w with { tier agent { load none } }", ":fork w", "w", "w.losers - party.losers",
    "run w = w at month 2 with { tier agent { load 3 units } } for 2 months",
  ]

  @Test("Random sessions", arguments: 1...60)
  func random(seed: Int) throws {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    func draw(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    var conversation = Conversation.aboutParty()
    var history = "seed \(seed)"
    for _ in 0..<30 {
      let entry = Self.pool[draw(Self.pool.count)]
      // What went before the party can't be taken back without the answers' being lost to this test.
      if entry == ":undo", conversation.answers.count < 2 { continue }
      history += "\n" + (conversation.enter(entry) ? "" : "# wrong: ") + entry
    }
    try compare(&conversation, history)
  }
}
