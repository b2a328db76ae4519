import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// One variable of a sweep, checked.
  private struct Variable {
    var name: Name
    var binding: SweepDefinition.Binding
    /// Policies, markets or stories to choose from; empty for a variable with values.
    var choices: [Record]
  }

  /// `sweep NAME for a in 1..3, b in [x, y] { run ...; keep ... }`
  mutating func declareSweep(_ sweep: SweepDeclaration, at span: Span) {
    let before = errorCount
    let variables = variables(of: sweep)
    guard variables.count == sweep.bindings.count, errorCount == before else {
      declare(sweep.name, .failed)
      return
    }
    var variants: [SweepDefinition.Variant] = []
    var columns: [TableColumn] = []
    for choice in choices(variables) {
      (nodes, isExhausted) = (0, false)
      let (variant, kept) = variant(sweep, variables, choice)
      if variants.isEmpty {
        columns = kept
      } else if kept != columns, errorCount == before {
        report(
          "E0564", "what is kept differs from choice to choice", at: sweep.name.span,
          help: "keep figures of one kind, in one currency")
      }
      variants.append(variant)
      if errorCount > before { break }
    }
    inner = nil
    guard errorCount == before else {
      declare(sweep.name, .failed)
      return
    }
    let slot = makeSlot()
    let definition = SweepDefinition(
      slot: slot, name: sweep.name.text, bindings: variables.map(\.binding), variants: variants,
      columns: columns)
    declare(sweep.name, .table(.kept(slot, name: sweep.name.text, columns: columns)))
    steps.append(Step(.sweep(definition), at: span))
  }

  /// Every combination of the variables that choose, the last going fastest.
  private func choices(_ variables: [Variable]) -> [[Int]] {
    var result: [[Int]] = [[]]
    for variable in variables where !variable.choices.isEmpty {
      result = result.flatMap { start in variable.choices.indices.map { start + [$0] } }
    }
    return result
  }

  // MARK: Variables

  private mutating func variables(of sweep: SweepDeclaration) -> [Variable] {
    var result: [Variable] = []
    for binding in sweep.bindings {
      let name = binding.name
      if let twin = result.first(where: { $0.name.text == name.text })?.name.span {
        report(
          "E0302", "`\(name.text)` is declared twice", at: name.span, help: "give one of them another name",
          notes: [Diagnostic.Note("first declared here", at: twin)])
        continue
      }
      if let variable = variable(binding) { result.append(variable) }
    }
    let count = result.map { max($0.choices.count, 1) }.reduce(1) {
      $0.multipliedReportingOverflow(by: $1).partialValue
    }
    if count > 1_000 || count < 1 {
      report(
        "E0306", "this sweep chooses between \(count) combinations of policies and markets",
        at: sweep.name.span,
        help: "choose between at most 1,000")
    }
    return result
  }

  private mutating func variable(_ binding: SweepDeclaration.Binding) -> Variable? {
    let slot = makeSlot()
    func made(_ type: ValueType, _ values: SweepDefinition.Values, _ choices: [Record] = []) -> Variable {
      let column = TableColumn(name: binding.name.text, type: type)
      return Variable(
        name: binding.name,
        binding: SweepDefinition.Binding(slot: slot, column: column, values: values), choices: choices)
    }
    switch binding.values {
    case .range(let range): return self.range(range).map { made($0.0, $0.1) }
    case .expression(let written):
      let elements: [Written] = if case .list(let list) = written.kind { list } else { [written] }
      guard !elements.isEmpty else {
        report(
          "E0560", "`\(binding.name.text)` goes through nothing", at: written.span,
          help: "name at least one value")
        return nil
      }
      let meanings = elements.map { meaning(of: $0, in: Scope()) }
      if case .record? = meanings.first {
        guard let (names, records) = records(meanings, elements) else { return nil }
        return made(.name(NameDomain(.choice, names)), .choices(names), records)
      }
      return list(meanings, elements).map { made($0.0, $0.1) }
    }
  }

  private mutating func range(
    _ written: SweepDeclaration.Range
  ) -> (ValueType, SweepDefinition.Values)? {
    let first = check(written.lower, in: Scope())
    let last = check(written.upper, in: Scope())
    let given = written.step.map { check($0, in: Scope()) }
    guard let first, let last else { return nil }
    if let given, given == nil { return nil }
    guard let (lower, upper, type) = common(first, last), let number = type.number, number.isExact else {
      report(
        "E0560",
        "a range goes from one exact number to another of the same kind, not from \(first.type.words) to \(last.type.words)",
        at: written.span)
      return nil
    }
    if written.step == nil, number.isPercent {
      report(
        "E0561", "a range of percentages needs a step", at: written.span, help: "write `step 5%` after it")
      return nil
    }
    let one = Expression.exact(.one, .number(NumberType(number.dimension)), at: written.span)
    guard
      let step = fit(given.flatMap { $0 } ?? one, "the step", is: number.dimension, exact: true)
    else { return nil }
    if let size = known(step), size.isZero || size.isNegative {
      report(
        "E0561", "a step must be above zero", at: step.span,
        help: "write the range from its low end to its high end")
      return nil
    }
    if let low = known(lower), let high = known(upper), high < low {
      report(
        "E0560", "this range is empty: it ends before it begins", at: written.span, help: "swap its ends")
      return nil
    }
    return (type, .range(lower, upper, step: step))
  }

  private mutating func list(
    _ meanings: [Meaning], _ elements: [Written]
  ) -> (ValueType, SweepDefinition.Values)? {
    var values: [Expression] = []
    for (meaning, element) in zip(meanings, elements) {
      guard let value = value(of: meaning, at: element.span) else { return nil }
      values.append(value)
    }
    guard elements.count > 1 || values[0].type.number == nil else {
      return (values[0].type, .list(values))
    }
    var type = values[0].type
    for value in values.dropFirst() {
      let sofar = values[0].typed(type)
      guard let (_, _, common) = common(sofar, value) else {
        report(
          "E0412", "a list holds things of one kind, not \(type.words) and \(value.type.words)",
          at: value.span)
        return nil
      }
      type = common
    }
    if let dimension = type.number?.dimension { values = values.map { $0.measured(in: dimension) } }
    return (type, .list(values))
  }

  private mutating func records(_ meanings: [Meaning], _ elements: [Written]) -> ([String], [Record])? {
    var names: [String] = []
    var records: [Record] = []
    for (meaning, element) in zip(meanings, elements) {
      let name: String
      switch meaning {
      case .failed: return nil
      case .record(.policy(let policy)): name = policy.body.name.text
      case .record(.market(let market)): name = market.name.text
      case .record(.story(let story)): name = story.declaration.name.text
      case .record, .value, .table, .function:
        report(
          "E0560", "a sweep chooses between policies, between markets, or goes through values",
          at: element.span,
          help: "name a policy or a market")
        return nil
      }
      guard case .record(let record) = meaning else { return nil }
      let count = names.count { $0 == name || $0.hasPrefix("\(name) (") }
      names.append(count == 0 ? name : "\(name) (\(count + 1))")
      records.append(record)
    }
    return (names, records)
  }

  // MARK: Body

  private mutating func variant(
    _ sweep: SweepDeclaration, _ variables: [Variable], _ choice: [Int]
  ) -> (SweepDefinition.Variant, [TableColumn]) {
    inner = [:]
    var remaining = choice[...]
    for variable in variables {
      if variable.choices.isEmpty {
        let value = Expression(
          .variable(variable.binding.slot), variable.binding.column.type, at: variable.name.span)
        declare(variable.name, .value(value))
      } else if let index = remaining.popFirst() {
        declare(variable.name, .record(variable.choices[index]))
      }
    }
    var steps: [Step] = []
    var kept: [Expression] = []
    var columns = variables.map(\.binding.column)
    for part in sweep.parts {
      switch part {
      case .run(let run, let span):
        if let (step, binding) = self.run(run, at: span) {
          declare(run.name, .record(.run(binding)))
          steps.append(step)
        } else {
          declare(run.name, .failed)
        }
      case .let(let definition, let span):
        if let step = define(definition, at: span) { steps.append(step) }
      case .keep(let list, _):
        for item in list { keep(item, &kept, &columns) }
      }
    }
    if kept.isEmpty, columns.count == variables.count, !sweep.parts.contains(where: \.keeps) {
      report(
        "E0563", "this sweep keeps nothing", at: sweep.name.span,
        help: "write `keep` and what is to be kept of each run")
    }
    return (SweepDefinition.Variant(choice: choice, steps: steps, kept: kept), columns)
  }

  private mutating func keep(
    _ item: SweepDeclaration.Kept, _ kept: inout [Expression], _ columns: inout [TableColumn]
  ) {
    guard let value = check(item.value, in: Scope()) else { return }
    guard let name = item.name?.text ?? lastName(of: item.value) else {
      report("E0562", "what is kept here needs a name", at: item.value.span, help: "write `keep NAME = ...`")
      return
    }
    addColumn(TableColumn(name: name, type: value.type), to: &columns, at: item.name?.span ?? item.value.span)
    kept.append(value)
  }
}

extension SweepDeclaration.Part {
  /// Whether it is a `keep`.
  var keeps: Bool { if case .keep = self { true } else { false } }
}
