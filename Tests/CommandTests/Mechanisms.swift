@testable import PolCheck
import PolColumns
import PolSession
import PolSource
import PolSyntax
import Testing

/// What scripts are made of, by kind: every form of the syntax tree, every part that may be left out and is there,
/// every word that stands for a choice, every draw, function and law.
///
/// The tree is looked through by reflection, so a form that is new in it is seen without a word here.
struct Mechanisms {
  /// Such as `Clause.Kind.placement`, `RuleTerms.cap`, `supply dropship`, `draw beta`.
  private(set) var found: Set<String> = []

  /// Where a name is a word of the language and not somebody's choice.
  private static let choices: Set<String> = [
    "supply", "rounding", "market", "mix", "chance", "amount", "brackets", "party", "each", "base", "event",
    "payer", "side", "who",
  ]
  private static let bases = Set(Checker.eventBases + AgentColumn.spellings.map(\.name) + ["weaker_leg"])

  /// What must be used, as its own list in the language says.
  static let listed: Set<String> = {
    var names = Set(Distribution.allCases.map { "draw \($0.rawValue)" })
    names.formUnion(Function.allCases.map { "function \($0.rawValue)" })
    names.formUnion(ShippedLaw.all.map { "law \($0.name)" })
    names.formUnion(PolSyntax.Query.Aggregate.allCases.map { "Query.Aggregate.\($0)" })
    names.formUnion(Operator.allCases.map { "Operator.\($0)" })
    names.formUnion(PolicyDefinition.Supply.allCases.map { "supply \($0.rawValue)" })
    names.formUnion(PolicyDefinition.Rounding.allCases.map { "rounding \($0.rawValue)" })
    names.formUnion(Checker.events.map { "event \($0)" })
    names.formUnion((Checker.eventBases + AgentColumn.volumes).map { "base \($0)" })
    names.formUnion(Recipients.Otherwise.allCases.map { "Recipients.Otherwise.\($0)" })
    names.formUnion(TierDeclaration.ReachTiming.allCases.map { "TierDeclaration.ReachTiming.\($0)" })
    names.formUnion(RuleDeclaration.Kind.allCases.map { "RuleDeclaration.Kind.\($0)" })
    return names
  }()

  /// Reads one more script.
  mutating func add(_ script: String, from place: String) {
    var sources = SourceMap()
    let id = sources.add(name: place, bytes: Array(script.utf8))
    let parsed = Parser.parse(sources[id], as: id)
    #expect(parsed.diagnostics.isEmpty, "\(place) can't be read")
    for statement in parsed.script.statements { visit(statement, as: "statement") }
  }

  private mutating func visit(_ value: Any, as label: String) {
    switch value {
    case is Span, is Currency: return
    case let name as Name:
      if Self.choices.contains(label) { found.insert("\(label) \(word(name.text, as: label))") }
      return
    case let period as Period: found.insert("period \(period.months)")
    case let step as Path.Step where step.arguments != nil: called(step.name.text)
    case Statement.Kind.use(let file): used(file.text)
    default: break
    }
    let mirror = Mirror(reflecting: value)
    let type = String(reflecting: Swift.type(of: value)).replacing("PolSyntax.", with: "")
    if mirror.displayStyle == .enum {
      let form = mirror.children.first?.label ?? "\(value)"
      found.insert("\(type).\(form)")
      for child in mirror.children { part(child.value, of: "\(type).\(form)", as: form) }
    } else {
      let isNamed = mirror.displayStyle == .struct
      for child in mirror.children { part(child.value, of: isNamed ? type : label, as: child.label ?? label) }
    }
  }

  /// A part that may be left out counts where it is there.
  private mutating func part(_ value: Any, of owner: String, as label: String) {
    let mirror = Mirror(reflecting: value)
    let isThere: Bool? =
      switch mirror.displayStyle {
      case .optional, .collection: !mirror.children.isEmpty
      default: value as? Bool
      }
    // An enum's payload without a name stands for its form: `customers lock forever` has none.
    if owner.hasSuffix(".\(label)") {
      if isThere == false { found.insert("\(owner) none") }
    } else if isThere == true {
      found.insert("\(owner).\(label)")
    }
    let below = label.hasPrefix(".") ? String(owner.split(separator: ".").last ?? "") : label
    for child in mirror.displayStyle == .optional ? Array(mirror.children.map(\.value)) : [value] {
      visit(child, as: mirror.displayStyle == .tuple ? owner : below)
    }
  }

  private func word(_ text: String, as label: String) -> String {
    label == "base" && !Self.bases.contains(text) ? "a rule" : text
  }

  private mutating func called(_ name: String) {
    if Function(rawValue: name) != nil { found.insert("function \(name)") }
    if Distribution(rawValue: name) != nil { found.insert("draw \(name)") }
  }

  private mutating func used(_ file: String) {
    guard let law = file.wholeMatch(of: /laws\/(\w+)\.pol/) else { return }
    found.insert("law \(law.1)")
  }
}
