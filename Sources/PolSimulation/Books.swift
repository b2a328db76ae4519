import PolLedger
import PolSource

/// What postings change, on its way through a phase.
struct Books: Sendable {
  var ledger: Ledger
  /// What a rule with a cap has paid in its period, by rule and agent.
  var capped: [Int: [Int32: Int64]]
  /// Why nothing more is posted.
  var failure: RunFailure?

  /// In place of books that are elsewhere.
  static let none = Books(ledger: Ledger(products: 0, rules: 0, keeping: Keeping()), capped: [:])
}

extension Simulation {
  /// Changes the books, which nobody else holds meanwhile.
  mutating func change(_ change: (inout Books) throws(RunFailure) -> Void) throws(RunFailure) {
    var books = Books(ledger: world.ledger, capped: world.capped)
    (world.ledger, world.capped) = (Books.none.ledger, [:])
    defer { (world.ledger, world.capped) = (books.ledger, books.capped) }
    try change(&books)
  }

  /// Posts to the ledger; what it refuses becomes the script's fault, at `span`.
  mutating func post(
    at span: Span, _ movement: (inout Ledger) throws(LedgerRefusal) -> Void
  ) throws(RunFailure) {
    do throws(LedgerRefusal) { try movement(&world.ledger) } catch { throw .refused(error, at: span, names) }
  }

  /// What a message calls an agent.
  func name(of agent: Int) -> String { Self.name(of: agent, in: names) }

  /// The same; `names` are those of a story's people.
  static func name(of agent: Int, in names: [String]) -> String {
    names.isEmpty ? "agent \(agent + 1)" : names[agent]
  }
}

extension RunFailure {
  /// What the ledger refused to post.
  static func refused(_ refusal: LedgerRefusal, at span: Span, _ names: [String]) -> RunFailure {
    switch refusal {
    case .overflow: .script(.tooMuchMoney(at: span))
    case .shortOfStock(let agent):
      .script(
        Diagnostic(
          "E0625", "\(Simulation.name(of: agent, in: names)) does not have so many units", at: span,
          help: "let it order more first, or hand over less"))
    }
  }
}
