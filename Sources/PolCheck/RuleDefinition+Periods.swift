extension RuleDefinition {
  /// Whether it is paid at the ends of periods; a fee `on join and every year` is so besides.
  package var isPeriodic: Bool {
    switch trigger {
    case .period: true
    case .join, .order, .reorder, .sale, .use, .win, .promotion, .quit: period != nil
    case .posting: period != nil
    case .restock: false
    }
  }

  /// Whether a rule of a period happens on joining besides: of a load it is paid the period's sum, not each.
  package var happensOnJoiningToo: Bool { trigger == .join && base != .load }

  /// Whether it is paid at the ends of periods and never at an event.
  package var isPaidAtPeriodsEnd: Bool { isPeriodic && !happensOnJoiningToo }
}
