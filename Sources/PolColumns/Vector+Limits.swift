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
}

extension ExactNumber {
  /// Whether the size in units of 10^-scale is that of an Int64.
  package func fits(scale: Int) -> Bool {
    rounded(toScale: scale, .floor).wholeNumber(atScale: scale) != nil
  }
}
