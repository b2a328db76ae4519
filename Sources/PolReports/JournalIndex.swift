import PolCheck
import PolLedger
package import PolSimulation

/// What a journal on disk says of itself behind its rows: the names of what they call by number.
package struct JournalIndex: Codable, Sendable {
  /// A run whose transfers stand in the journal, one run after the other.
  package struct Run: Codable, Sendable {
    package var name: String
    package var policy: String
    package var setting: String
    /// Left out for a story.
    package var seed: UInt64?
    /// The code of the currency and its decimals: an amount of money is in units of the last one.
    package var currency: String
    package var decimals: Int
    /// How many transfers it made.
    package var rows: Int
    /// The kinds, then the policy's rules.
    package var rules: [String]
    /// Money, then the products.
    package var commodities: [String]
    /// A story's people, the first of whom has the number 1; empty for a market.
    package var people: [String]
  }

  /// What the numbers of kinds and triggers stand for, and the accounts -1, -2 and so on.
  package var kinds = NameDomain.builtInKinds
  package var triggers = NameDomain.ledgerTriggers.names
  package var accounts = NameDomain.builtInAccounts
  package var runs: [Run] = []

  /// An index of no runs.
  package init() {}
}

extension JournalIndex.Run {
  /// What is told of a run that made so many transfers.
  package init(_ run: Run, rows: Int) {
    let definition = run.definition
    let summary = run.summary
    name = summary.run
    policy = summary.policy
    setting = summary.setting
    seed = summary.seed
    currency = summary.currency
    decimals = summary.decimals
    self.rows = rows
    rules = NameDomain.ledgerRules(of: definition.policy).names
    commodities = NameDomain.ledgerCommodities(of: definition.policy).names
    if case .story(let story) = definition.setting { people = story.people } else { people = [] }
  }
}
