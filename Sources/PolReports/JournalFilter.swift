package import PolLedger

/// Which transfers of a journal are wanted: those that fit every part that is given.
package struct JournalFilter: Sendable {
  /// A run's name.
  package var run: String?
  /// A rule's name, or that of a kind of transfer that no rule makes.
  package var rule: String?
  /// Who gives or receives, called as the journal calls them.
  package var account: String?
  /// The first month and the last.
  package var months: ClosedRange<Int>?

  /// Lets everything pass.
  package init() {}

  /// What a run calls these; nil where it has no such name, and so nothing of it is wanted.
  package func sieve(of run: JournalIndex.Run, in index: JournalIndex) -> Sieve? {
    guard self.run == nil || self.run == run.name else { return nil }
    var sieve = Sieve(months: months)
    if let rule {
      // A rule that was taken away and one that came later may have one name.
      let numbers = run.rules.indices.filter { run.rules[$0] == rule }
      guard !numbers.isEmpty else { return nil }
      sieve.rules = numbers
    }
    if let account {
      guard let code = run.code(of: account, in: index) else { return nil }
      sieve.account = code
    }
    return sieve
  }

  /// What is told where a journal has no such run, or none of the runs that are wanted has such a name.
  package func stranger(to index: JournalIndex) -> String? {
    let runs = index.runs.filter { run == nil || run == $0.name }
    if let run, runs.isEmpty { return "it has no run `\(run)`: \(Self.list(index.runs.map(\.name)))" }
    if let rule, !runs.contains(where: { $0.rules.contains(rule) }) {
      return "it has no rule or kind `\(rule)`: \(Self.list(runs.flatMap(\.rules)))"
    }
    if let account, !runs.contains(where: { $0.code(of: account, in: index) != nil }) {
      let people = runs.flatMap { $0.people.isEmpty ? ["agent 1"] : $0.people }
      return "it has no account `\(account)`: \(Self.list(index.accounts + people))"
    }
    return nil
  }

  /// The names that there are, each once, and not too many.
  private static func list(_ names: [String]) -> String {
    var known: Set<String> = []
    let names = names.filter { known.insert($0).inserted }
    if names.isEmpty { return "there is none" }
    return "there are \(names.prefix(30).joined(separator: ", "))\(names.count > 30 ? " and more" : "")"
  }

  /// The same as the rows of one run have it.
  package struct Sieve: Sendable {
    var rules: [Int]?
    var account: Int32?
    var months: ClosedRange<Int>?

    /// Whether a row is wanted.
    package func passes(_ row: JournalRow) -> Bool {
      rules?.contains(row.rule) != false && months?.contains(row.month) != false
        && (account == nil || account == row.debit || account == row.credit)
    }
  }
}

extension JournalIndex.Run {
  /// The number of who is called so; nil for nobody.
  fileprivate func code(of name: String, in index: JournalIndex) -> Int32? {
    if let place = index.accounts.firstIndex(of: name) { return -1 - Int32(place) }
    if let place = people.firstIndex(of: name) { return Int32(place) + 1 }
    guard people.isEmpty, name.hasPrefix("agent "), let number = Int32(name.dropFirst(6)), number > 0 else {
      return nil
    }
    return number
  }
}
