import PolSource
import PolSyntax

/// Lays the clauses of one body over those of another, as `from` and `with` do: trees first, checks later.
///
/// A clause that is named again is replaced in its place, a tier only in the parts it names, `NAME: none`
/// takes a rule away, and what is new stands at the end.
struct Flattening {
  /// What makes two clauses the same.
  enum Key: Hashable {
    case word(String)
    case tier(String)
    case rule(String)
    case cap(String)
    case trait(String)
  }

  /// What went wrong.
  var diagnostics: [Diagnostic] = []

  /// The key of a clause.
  static func key(of clause: Clause) -> Key {
    switch clause.kind {
    case .sells: .word("sells")
    case .supply: .word("supply")
    case .tier(let tier): .tier(tier.name.text)
    case .rule(let rule): .rule(rule.name.text)
    case .rounding: .word("rounding")
    case .placement: .word("placement")
    case .returnsGoods(let returns): .word("returns \(returns.who.text)")
    case .customersLock: .word("customers")
    case .sharedCap(let cap): .cap(cap.name.text)
    case .market(let word, _): .word(word.text == "recruits" ? "growth" : word.text)
    case .mix(let word, _): .word(word.text)
    case .trait(let name, _): .trait(name.text)
    case .arrivals: .word("growth")
    case .demand: .word("demand")
    case .uses: .word("uses")
    case .bringsBack: .word("returns")
    case .quits: .word("quits")
    }
  }

  /// The clauses of `base` with `clauses` laid over them, in which `names` are in reach.
  mutating func overlay(
    _ clauses: [Clause], knowing names: [String: Checker.Declaration], on base: [BoundClause]
  ) -> [BoundClause] {
    var result = base
    var seen: [Key: Span] = [:]
    var gone: Set<String> = []
    for clause in clauses {
      let key = Self.key(of: clause)
      if let first = seen[key] {
        reportTwice(clause, first)
        continue
      }
      seen[key] = clause.span
      let place = result.firstIndex { Self.key(of: $0.clause) == key }
      let bound: BoundClause
      switch clause.kind {
      case .rule(let rule) where rule.terms == nil:
        if let place { result.remove(at: place) } else { reportNothing(rule.name, "rule", in: base) }
        gone.insert(rule.name.text)
        continue
      case .sharedCap(let cap) where cap.terms == nil:
        if let place { result.remove(at: place) } else { reportNothing(cap.name, "cap", in: base) }
        continue
      case .tier(let tier): bound = self.tier(tier, clause, knowing: names, on: place.map { result[$0] })
      case .rule, .sells, .supply, .rounding, .placement, .returnsGoods, .customersLock, .sharedCap, .market,
        .mix, .trait, .arrivals, .demand, .uses, .bringsBack, .quits:
        bound = BoundClause(clause: clause, names: names)
      }
      if let place { result[place] = bound } else { result.append(bound) }
    }
    return gone.isEmpty
      ? result : result.compactMap { seen[Self.key(of: $0.clause)] == nil ? $0.without(gone) : $0 }
  }

  private mutating func tier(
    _ tier: TierDeclaration, _ clause: Clause, knowing names: [String: Checker.Declaration],
    on base: BoundClause?
  ) -> BoundClause {
    var whole = clause
    var parts: [TierDeclaration.Part] = if case .tier(let old)? = base?.kind { old.parts } else { [] }
    var namesOfParts = base?.namesOfParts ?? []
    var seen: [String: Span] = [:]
    for part in tier.parts {
      let word = Self.word(of: part)
      if let first = seen[word] {
        diagnostics.append(
          Diagnostic(
            "E0502", "`\(word)` is said twice of tier `\(tier.name.text)`", at: part.span,
            help: "leave one of them out", notes: [Diagnostic.Note("first said here", at: first)]))
        continue
      }
      seen[word] = part.span
      if let place = parts.firstIndex(where: { Self.word(of: $0) == word }) {
        (parts[place], namesOfParts[place]) = (part, names)
      } else {
        parts.append(part)
        namesOfParts.append(names)
      }
    }
    var merged = tier
    merged.parts = parts
    whole.kind = .tier(merged)
    return BoundClause(clause: whole, names: names, namesOfParts: namesOfParts)
  }

  private static func word(of part: TierDeclaration.Part) -> String {
    switch part.kind {
    case .amount(let word, _): word.text
    case .reach: "reach"
    case .keep: "keep"
    }
  }

  private mutating func reportTwice(_ clause: Clause, _ first: Span) {
    let what =
      switch Self.key(of: clause) {
      case .word("growth"): "how people come (`recruits` or `arrivals`)"
      case .word(let word): "`\(word)`"
      case .tier(let name): "tier `\(name)`"
      case .rule(let name): "the rule `\(name)`"
      case .cap(let name): "the cap `\(name)`"
      case .trait(let name): "the trait `\(name)`"
      }
    diagnostics.append(
      Diagnostic(
        "E0502", "\(what) is said twice", at: clause.span, help: "leave one of them out, or rename it",
        notes: [Diagnostic.Note("first said here", at: first)]))
  }

  /// `noun` says whether it was to be a rule or a cap.
  private mutating func reportNothing(_ name: Name, _ noun: String, in base: [BoundClause]) {
    let names = base.compactMap { clause -> String? in
      switch clause.kind {
      case .rule(let rule): noun == "rule" ? rule.name.text : nil
      case .sharedCap(let cap): noun == "cap" ? cap.name.text : nil
      default: nil
      }
    }
    let help =
      nearest(name.text, in: names).map { "did you mean `\($0)`?" }
      ?? "`none` takes away a \(noun) of the policy that is extended"
    diagnostics.append(
      Diagnostic("E0503", "there is no \(noun) `\(name.text)` to take away", at: name.span, help: help))
  }
}

extension BoundClause {
  /// The same, where rules are gone: a cap that they shared is one of the others, and of no rule it is none.
  fileprivate func without(_ rules: Set<String>) -> BoundClause? {
    guard case .sharedCap(var cap) = kind else { return self }
    cap.terms?.rules.removeAll { rules.contains($0.text) }
    if cap.terms?.rules.isEmpty == true { return nil }
    var rest = self
    rest.clause.kind = .sharedCap(cap)
    return rest
  }
}
