import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource

/// Sales on their way to the books that are orders, too, and are known by their kinds.
private struct KindSales: Sendable {
  var books: Books
  /// Parts with a sale of no known kind, as they were drawn.
  var others: [RowCounter.Shard] = []
  var failures = Failures()
}

extension Simulation {
  /// The kinds that sales of a product are of, and what rules pay in each; nil where they are no orders, where transfers
  /// are kept, or where a rule looks at more than kinds.
  private func kinds(of product: Int, _ rules: Rules) -> (SaleKinds, KindRules)? {
    guard policy.supply == .dropship, world.ledger.canSpread,
      var kinds = SaleKinds(
        retail: terms.retail.map { $0[product] }, prices: terms.price.map { $0[product] },
        cost: terms.cost[product], policy.rounding.ledgerRule),
      let pays = KindRules(rules, of: &kinds)
    else { return nil }
    return (kinds, pays)
  }

  /// Sells what customers want, by kind; returns whether that can be done.
  mutating func sellByKind(
    _ counter: RowCounter, product: Int, at span: Span, _ rules: Rules
  ) throws(RunFailure) -> Bool {
    guard let (kinds, pays) = kinds(of: product, rules) else { return false }
    let posting = KindPosting(
      kinds: kinds, pays: pays, rules: rules, product: product, month: world.month, span: span)
    let (tiers, threads) = (world.agents.tier, options.threads)
    var failures = Failures()
    // Parts are small, to stay in the nearest caches; group by group, so that what is not yet posted stays small.
    let parts = Threads.parts(of: tiers.count, each: min(4_096, Vector.chunkSize))
    for group in Threads.parts(of: parts.count, each: 64) {
      var sales = KindSales(books: .none, failures: failures)
      try change { books throws(RunFailure) in
        swap(&sales.books, &books)
        Threads.relay(Array(parts[group]), to: &sales, leaving: KindSales(books: .none), threads: threads) {
          part in
          posting.worked(counter.counts(of: part), tiers)
        } _: { sales, part in
          posting.post(part, to: &sales)
        }
        swap(&sales.books, &books)
        if let failure = books.failure { throw failure }
      }
      failures = sales.failures
      if failures.isEmpty, !sales.others.isEmpty {
        let parts = try deliveries(of: sales.others, product: product, priced: true, at: span)
        try sell(parts, product: product, at: span, rules)
      }
    }
    if let diagnostic = failures.diagnostic(naming: counter.name) { throw .script(diagnostic) }
    return true
  }
}

/// How sales of known kinds are worked out, on any thread, and posted.
private struct KindPosting: Sendable {
  let kinds: SaleKinds
  let pays: KindRules
  let rules: Rules
  let product: Int
  let month: Int
  let span: Span

  /// What customers want of some agents, and if all of it is known, what rules pay.
  struct Part: Sendable {
    let wanted: RowCounter.Shard
    let failures: Failures
    let known: (rows: KindRows, gathered: [(rule: Int, gathering: Gathering)])?
  }

  func worked(_ counted: (shard: RowCounter.Shard, failures: Failures), _ tiers: [UInt8]) -> Part {
    let (wanted, failures) = counted
    guard failures.isEmpty,
      let rows = KindRows(wanted.counts, of: wanted.agents, groups: tiers, few: kinds.few),
      kinds.knowsAll(rows)
    else { return Part(wanted: wanted, failures: failures, known: nil) }
    return Part(wanted: wanted, failures: failures, known: (rows, pays.gathered(rows)))
  }

  func post(_ part: Part, to sales: inout KindSales) {
    sales.failures.merge(part.failures)
    guard sales.failures.isEmpty, sales.books.failure == nil else { return }
    guard let (rows, gathered) = part.known else { return sales.others.append(part.wanted) }
    do throws(RunFailure) {
      do throws(LedgerRefusal) {
        try sales.books.ledger.ship(rows, kinds, product: product)
      } catch { throw .refused(error, at: span, []) }
      let batch = EventBatch(.sale, agents: [], units: [], money: [], firstEvent: 0, triggers: .same(.sale))
      for (rule, gathering) in gathered {
        try rules.post(gathering, rule, batch, on: &sales.books, month: month)
      }
    } catch { sales.books.failure = error }
  }
}
