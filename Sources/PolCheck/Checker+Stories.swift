import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// `story NAME { month 0: ... }`: who acts when; tiers and goods are checked with the policy of each run.
  mutating func declareStory(_ story: StoryDeclaration, at span: Span) {
    if story.isUnreadable {
      declare(story.name, .failed)
      return
    }
    let before = errorCount
    checkOrder(of: story)
    declare(
      story.name,
      errorCount == before ? .record(.story(StoryBinding(declaration: story, span: span))) : .failed)
  }

  private mutating func checkOrder(of story: StoryDeclaration) {
    var last = 0
    var joined: [String: Span] = [:]
    var quit: [String: Span] = [:]
    var joins: [String: Span] = [:]
    for action in story.months.lazy.flatMap(\.actions) {
      guard case .joins = action.kind, joins[action.person.text] == nil else { continue }
      joins[action.person.text] = action.person.span
    }
    for month in story.months {
      if month.number < last {
        report(
          "E0540", "month \(month.number) comes after month \(last)", at: month.span,
          help: "write the months in their order")
      }
      last = max(last, month.number)
      for action in month.actions {
        checkOrder(of: action, &joined, &quit, joins)
      }
    }
  }

  private mutating func checkOrder(
    of action: StoryDeclaration.Action, _ joined: inout [String: Span], _ quit: inout [String: Span],
    _ joins: [String: Span]
  ) {
    let name = action.person
    if case .joins(_, let under, let placed) = action.kind {
      if let first = joined[name.text] {
        report(
          "E0541", "`\(name.text)` joins twice", at: name.span,
          help: "whoever has quit doesn't come back; give another person another name",
          notes: [Diagnostic.Note("joined here", at: first)])
      } else if Self.runMembers.contains(name.text) {
        report(
          "E0544", "nobody can be called `\(name.text)`: that is a member of every run", at: name.span,
          help: "give the person another name")
      }
      joined[name.text] = joined[name.text] ?? name.span
      if let under, under.text == name.text || joined[under.text] == nil {
        reportAbsent(under, joined, joins)
      }
      if let placed { checkPlaced(placed, action, under, joined, joins) }
      return
    }
    guard joined[name.text] != nil else {
      reportAbsent(name, joined, joins)
      return
    }
    var isRefund = false
    // Whoever bought may bring goods back, also where the seller has left.
    if case .refunds = action.kind { isRefund = true }
    if let end = quit[name.text], !isRefund {
      report(
        "E0543", "`\(name.text)` has quit before this", at: name.span, help: "move it above, or leave it out",
        notes: [Diagnostic.Note("quit here", at: end)])
    }
    switch action.kind {
    case .quits: quit[name.text] = action.span
    case .sells(_, let customer?, _):
      if let place = joined[customer.text], quit[customer.text] == nil {
        report(
          "E0572", "`\(customer.text)` has joined, and is no customer any more", at: customer.span,
          help: "let `\(customer.text)` order or use goods",
          notes: [Diagnostic.Note("joined here", at: place)])
      }
    case .joins, .orders, .uses, .returns, .sells, .refunds, .becomes: break
    }
  }

  /// Somebody who hasn't joined; `joins` says where everyone does, sooner or later.
  mutating func reportAbsent(_ name: Name, _ joined: [String: Span], _ joins: [String: Span]) {
    let later = joins[name.text]
    report(
      "E0542", "`\(name.text)` hasn't joined yet", at: name.span,
      help: later == nil
        ? suggestion(name.text, among: joined.keys.sorted())
          ?? "write `\(name.text) joins as TIER` before this" : "move it below",
      notes: later.map { [Diagnostic.Note("joins here", at: $0)] } ?? [])
  }

  // MARK: With a policy

  /// A story, checked against the policy that is put into it.
  mutating func story(_ binding: StoryBinding, with policy: PolicyDefinition) -> StoryDefinition? {
    let before = errorCount
    let story = binding.declaration
    let names = names(of: policy)
    var people: [String] = []
    var places: [String: Int] = [:]
    let customers = customers(of: story)
    var actions: [StoryDefinition.Action] = []
    for month in story.months {
      for action in month.actions {
        if case .joins = action.kind {
          places[action.person.text] = people.count
          people.append(action.person.text)
        }
        guard let person = places[action.person.text],
          let kind = kind(action, places, customers, policy, names)
        else { continue }
        actions.append(
          StoryDefinition.Action(month: month.number, person: person, kind: kind, span: action.span))
      }
    }
    guard errorCount == before else { return nil }
    return StoryDefinition(
      name: story.name.text, people: people, customers: customers, actions: actions,
      lastMonth: story.months.map(\.number).max() ?? 0, span: binding.span)
  }

  private mutating func kind(
    _ action: StoryDeclaration.Action, _ people: [String: Int], _ customers: [String: Int],
    _ policy: PolicyDefinition, _ names: PolicyNames
  ) -> StoryDefinition.Kind? {
    switch action.kind {
    case .joins(let tier, let under, let placed):
      let place = placed.flatMap { self.placed($0, people, policy) }
      return rank(of: tier, in: names).map { rank in
        .joins(tier: rank, under: under.flatMap { people[$0.text] }, placed: place)
      }
    case .becomes(let tier): return rank(of: tier, in: names).map { .becomes($0) }
    case .quits: return .quits
    case .orders(let goods):
      if policy.supply == .dropship {
        report(
          "W0546",
          "under `supply dropship` nothing is sold from stock: what \(action.person.text) orders stays there",
          at: action.span, help: "leave it out: each sale orders what it sells")
      }
      return self.goods(goods, action, names).map { .orders($0, product: $1) }
    case .uses(let goods): return self.goods(goods, action, names).map { .uses($0, product: $1) }
    case .returns(let goods):
      guard policy.agentReturns != nil else {
        report(
          "E0546", "`\(policy.name)` takes nothing back from agents", at: action.span,
          help: "write `returns agent within 12 months at 90%` in the policy")
        return nil
      }
      return self.goods(goods, action, names).map { .returns($0, product: $1) }
    case .sells(let goods, let customer, let at):
      guard let (units, product) = self.goods(goods, action, names) else { return nil }
      let buyer = customer.flatMap { customers[$0.text] }
      guard let at else { return .sells(units, product: product, to: buyer, at: nil) }
      let price = number(
        at, "a price", is: .price(names.currency), or: [.money(names.currency)], exact: true, in: Scope())
      return price.flatMap { notNegative($0, "a price") }.map {
        .sells(units, product: product, to: buyer, at: $0)
      }
    case .refunds(let goods, let customer): return refunds(goods, customer, customers, action, policy, names)
    }
  }

  mutating func goods(
    _ goods: StoryDeclaration.Goods, _ action: StoryDeclaration.Action, _ names: PolicyNames
  ) -> (Expression, Int)? {
    let units = number(goods.amount, "the goods", is: .units, or: [.one], exact: true, in: Scope())
      .flatMap { whole($0, "the goods") }
    guard let name = goods.product else {
      guard names.products.count == 1 else {
        report(
          "E0545", "this policy sells several products, and the action doesn't say which", at: action.span,
          help: "write `\(action.person.text) ... of \(names.products[0])`")
        return nil
      }
      return units.map { ($0, 0) }
    }
    guard let product = names.products.firstIndex(of: name.text) else {
      reportNotSold(name, names)
      return nil
    }
    return units.map { ($0, product) }
  }

  /// A product that a policy doesn't sell.
  mutating func reportNotSold(_ name: Name, _ names: PolicyNames) {
    report(
      "E0505", "this policy doesn't sell `\(name.text)`", at: name.span,
      help: suggestion(name.text, among: names.products) ?? listing(names.products, of: "it sells"))
  }
}
