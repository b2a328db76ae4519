/// What can be measured; the names are those of `--only`.
enum Load: String, CaseIterable {
  case start, canonical, hundred, chain, sweep, expression, supply, journal, check, growth

  /// Whether it is run only when it is asked for by name.
  var isOnRequest: Bool { self == .hundred }
}
