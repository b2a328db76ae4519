/// What can be drawn.
package enum Distribution: String, Hashable, Sendable, CaseIterable {
  case chance, poisson, binomial, uniform, normal, lognormal, beta
}

extension Distribution {
  /// A draw for each person, real: `chance(p)` is 1 or 0, `uniform(a, b)` in a..<b, `poisson` and `binomial`
  /// whole.
  ///
  /// A row's draw depends on its arguments, its person and the key, on nothing else. A row fails where an
  /// argument is one that the distribution can't have. Numbers of trials are rounded half-even.
  package func drawn(
    _ arguments: [Vector], persons: [UInt64], key: DrawKey, noting failures: inout RowFailures
  ) -> Vector {
    precondition(persons.count == failures.rowCount)
    let first = arguments[0].realOperand
    if case .constant(let only) = first, arguments.count == 1, isPossible(only, 0) {
      return .reals(drawn(only, persons: persons, key: key))
    }
    if case .column(let parameters) = first, self == .poisson || self == .chance {
      for row in parameters.indices where !isPossible(parameters[row], 0) {
        failures.note(self == .chance ? .chance : .parameter(self), row: row)
      }
      return .reals(drawn(parameters, persons: persons, key: key))
    }
    let second = arguments.count > 1 ? arguments[1].realOperand : .constant(0)
    var result = [Double](repeating: 0, count: persons.count)
    for row in persons.indices {
      if let mask = failures.mask, !mask[row] { continue }
      let (a, b) = (first.value(at: row), second.value(at: row))
      guard isPossible(a, b) else {
        failures.note(self == .chance ? .chance : .parameter(self), row: row)
        continue
      }
      let value = drawn(a, b, person: persons[row], key: key)
      if value.isFinite { result[row] = value } else { failures.note(.overflow, row: row) }
    }
    return .reals(result)
  }

  /// Whether the distribution can have these parameters.
  private func isPossible(_ a: Double, _ b: Double) -> Bool {
    switch self {
    case .chance: a >= 0 && a <= 1
    case .poisson: Poisson.means.contains(a)
    case .binomial: Binomial.trials.contains(a) && b >= 0 && b <= 1
    case .uniform: a <= b
    case .normal, .lognormal: b >= 0
    case .beta: a > 0 && b > 0
    }
  }

  /// One draw.
  private func drawn(_ a: Double, _ b: Double, person: UInt64, key: DrawKey) -> Double {
    switch self {
    case .chance: return key.uniform(person: person) < a ? 1 : 0
    case .poisson: return Poisson.drawn(mean: a, person: person, key: key)
    case .binomial:
      return Binomial.drawn(trials: a.rounded(.toNearestOrEven), chance: b, person: person, key: key)
    case .uniform:
      let value = a + (b - a) * key.uniform(person: person)
      return value < b ? value : max(a, b.nextDown)
    case .normal:
      return a + b * Elementary.normalQuantile(openInterval(key.words(person: person, block: 0).0))
    case .lognormal:
      let z = Elementary.normalQuantile(openInterval(key.words(person: person, block: 0).0))
      return Elementary.exp(a + b * z)
    case .beta: return Beta.drawn(a, b, person: person, key: key)
    }
  }

  /// The same for many, each with one parameter of its own: `poisson` and `chance`.
  private func drawn(_ parameters: [Double], persons: [UInt64], key: DrawKey) -> [Double] {
    if self == .poisson { return Poisson.drawn(means: parameters, persons: persons, key: key) }
    precondition(parameters.count == persons.count)
    var result = key.uniforms(persons: persons)
    for row in result.indices { result[row] = result[row] < parameters[row] ? 1 : 0 }
    return result
  }

  /// The same for many, with one parameter for all.
  private func drawn(_ only: Double, persons: [UInt64], key: DrawKey) -> [Double] {
    switch self {
    case .chance:
      var result = key.uniforms(persons: persons)
      for row in result.indices { result[row] = result[row] < only ? 1 : 0 }
      return result
    case .poisson: return Poisson.drawn(mean: only, persons: persons, key: key)
    case .binomial, .uniform, .normal, .lognormal, .beta:
      return persons.map { drawn(only, 0, person: $0, key: key) }
    }
  }
}
