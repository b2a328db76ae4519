import PolCheck
import PolReports
import PolSimulation
import PolSyntax

/// Time travel in the run made or moved last. Each move is a statement like any other, `run party = party at month 6`, so
/// undoing and saving need know nothing of it.
extension Workspace {
  /// `:step [N]`
  mutating func step(_ rest: String, report: (Reply) -> Void) {
    guard let (name, view) = lastView(report), let count = months(rest, report) else { return }
    move(name, to: view.month + count, from: view.month, as: ":step \(rest)".trimmed, report: report)
  }

  /// `:back [N]`
  mutating func back(_ rest: String, report: (Reply) -> Void) {
    guard let (name, view) = lastView(report), let count = months(rest, report) else { return }
    guard count <= view.month else {
      return complain("`\(name)` is at month \(view.month), and can't go back by \(count)", report)
    }
    move(name, to: view.month - count, from: view.month, as: ":back \(rest)".trimmed, report: report)
  }

  /// `:at N`, `:at end`
  mutating func look(_ rest: String, report: (Reply) -> Void) {
    guard let (name, view) = lastView(report) else { return }
    if rest == "end" { return move(name, to: view.horizon, from: view.month, as: ":at end", report: report) }
    let word = rest.hasPrefix("month ") ? String(rest.dropFirst(6)) : rest
    guard let month = Int(word), month >= 0 else {
      return complain("`:at` takes the number of a month, or `end`", report)
    }
    move(name, to: month, from: view.month, as: ":at \(rest)", report: report)
  }

  /// `:fork NAME with { ... }`
  mutating func fork(_ rest: String, report: (Reply) -> Void) {
    guard let (name, view) = lastView(report) else { return }
    let words = rest.split(maxSplits: 1, whereSeparator: \.isWhitespace)
    let text = "run \(words[0]) = \(name) at month \(view.month) \(words.count > 1 ? String(words[1]) : "")"
      .trimmed
    guard enter(.text(name: "entry \(entries)", text), as: ":fork \(rest)", report: report) else { return }
    // It is looked at in this month, and can be lived to the same end.
    let fork = String(words[0])
    if let world = state.checker.entry(named: fork)?.world { state.horizons[world] = view.horizon }
    say(fork, report)
  }

  private mutating func move(
    _ name: String, to month: Int, from now: Int, as entry: String, report: (Reply) -> Void
  ) {
    visit(name, month: min(month, now), further: max(0, month - now), as: entry, report: report)
  }

  /// Enters the statement that makes a run stand in another month.
  mutating func visit(
    _ name: String, month: Int, further: Int, as entry: String, report: (Reply) -> Void
  ) {
    let length = further > 0 ? " for \(further) months" : ""
    let isSeen = enter(
      .text(name: "entry \(entries)", "run \(name) = \(name) at month \(month)\(length)"), as: entry,
      isVisit: true, report: { if case .note = $0 {} else { report($0) } })
    if isSeen { say(name, report) }
  }

  /// What is seen of a run now.
  private func say(_ name: String, _ report: (Reply) -> Void) {
    guard let view = view(of: name) else { return }
    let summary = view.run.summary
    let cash = Digits.grouped(minor: summary.company.net, decimals: summary.decimals)
    report(
      .text(
        "\(name), month \(view.month)\(view.month < view.horizon ? " of \(view.horizon)" : ""): "
          + "\(Digits.grouped(view.run.people)) joined, \(Digits.grouped(view.run.headcount)) active, "
          + "the company has \(cash) \(summary.currency)\n"))
  }

  private mutating func lastView(
    _ report: (Reply) -> Void
  ) -> (name: String, view: (month: Int, horizon: Int, run: Run))? {
    if let name = state.lastRun, let view = view(of: name) { return (name, view) }
    complain("there is no run yet: run NAME = POLICY in MARKET for 24 months", report)
    return nil
  }

  private mutating func months(_ rest: String, _ report: (Reply) -> Void) -> Int? {
    if rest.isEmpty { return 1 }
    if let count = Int(rest), count > 0, count <= 10_000 { return count }
    complain("`\(rest)` is no number of months", report)
    return nil
  }
}
