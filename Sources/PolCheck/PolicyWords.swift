import PolSyntax

/// The names of rules and tiers that any policy of a script declares, also in a `with`.
struct PolicyWords {
  /// The names.
  var names: Set<String> = []

  /// Collects them.
  init(_ script: Script) {
    for statement in script.statements {
      switch statement.kind {
      case .policy(let policy): add(policy.body)
      case .run(let run): add(run)
      case .let(let definition): add(definition)
      case .sweep(let sweep):
        for binding in sweep.bindings {
          if case .expression(let value) = binding.values { add(value) }
        }
        for part in sweep.parts {
          switch part {
          case .run(let run, _): add(run)
          case .let(let definition, _): add(definition)
          case .keep: break
          }
        }
      case .product, .market, .story, .check, .show, .compare, .why, .use, .law, .audit: break
      }
    }
  }

  private mutating func add(_ run: RunDeclaration) {
    switch run.beginning {
    case .empty(let policy, _, _): for body in policy.bodies { add(body) }
    case .run(_, _, let bodies): for body in bodies { add(body) }
    }
  }

  private mutating func add(_ definition: LetDeclaration) { add(definition.value) }

  private mutating func add(_ written: Written) {
    switch written.kind {
    case .made(let made): for body in made.bodies { add(body) }
    case .list(let values): for value in values { add(value) }
    default: break
    }
  }

  private mutating func add(_ body: Body) {
    for clause in body.clauses {
      switch clause.kind {
      case .rule(let rule): names.insert(rule.name.text)
      case .tier(let tier): names.insert(tier.name.text)
      default: break
      }
    }
  }
}
