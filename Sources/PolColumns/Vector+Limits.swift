extension Vector {
  /// The same exact numbers; a row fails whose size, in units of 10^-scale, doesn't fit an Int64: money has to.
  package func limited(toScale limit: Int, noting failures: inout RowFailures) -> Vector {
    switch self {
    case .integers(let values, let scale):
      // With as many decimals as the minor unit has, or more, what is stored fits.
      guard scale < limit else { return self }
      let unit = PowersOfTen.narrow[min(18, limit - scale)]
      let (lowest, highest) = (Int64.min / unit, Int64.max / unit)
      for row in values.indices where values[row] < lowest || values[row] > highest {
        failures.note(.overflow, row: row)
      }
      return self
    case .exacts(let values):
      for row in values.indices where !values[row].fits(scale: limit) { failures.note(.overflow, row: row) }
      return self
    case .constant(.exact(let value)):
      if !value.fits(scale: limit) { failures.noteAll(.overflow) }
      return self
    default: return self
    }
  }

  /// The numbers in units of 10^-scale, as integers; what is broken is rounded by the rule, or fails where
  /// there is none. Real numbers are rounded too.
  package func integers(
    atScale scale: Int, _ rule: RoundingRule?, noting failures: inout RowFailures
  ) -> [Int64] {
    let values = (rule.map { rounded(toScale: scale, $0, noting: &failures) } ?? self)
      .spread(rows: failures.rowCount)
    if case .integers(let digits, let own) = values, own <= scale,
      case .column(let result)? = ScaledOperand(digits: .column(digits), scale: own)
        .rescaled(to: scale, rows: digits.count)
    {
      return result
    }
    return (0..<failures.rowCount).map { row in
      guard case .exact(let number) = values.scalar(at: row) else {
        failures.note(.notWhole, row: row)
        return 0
      }
      if let whole = number.wholeNumber(atScale: scale) { return whole }
      failures.note(number.scale > scale ? .notWhole : .overflow, row: row)
      return 0
    }
  }
}

extension ExactNumber {
  /// Whether the size in units of 10^-scale is that of an Int64.
  package func fits(scale: Int) -> Bool {
    rounded(toScale: scale, .floor).wholeNumber(atScale: scale) != nil
  }
}
