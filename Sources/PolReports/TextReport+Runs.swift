import PolSimulation
import PolSource

extension TextReport {
  /// A run at one glance: who paid and got what, where the goods lie, whose money the company has, and growth.
  func lines(_ run: RunSummary) -> [String] {
    var title = page.paint(run.run, .bold) + " = \(run.policy) in \(run.setting)"
    title += run.months.isEmpty ? "" : ", months 0 to \(run.months.count - 1)"
    if let seed = run.seed { title += ", seed \(seed)" }
    var lines = [title, ""]
    lines += run.people.isEmpty ? tierLines(run) : personLines(run)
    for block in [goodsLines(run.units), companyLines(run), growthLines(run.months)] where !block.isEmpty {
      lines.append("")
      lines += block
    }
    return lines
  }

  private func tierLines(_ run: RunSummary) -> [String] {
    func money(_ amount: Int64) -> String { Digits.grouped(minor: amount, decimals: run.decimals) }
    func cells(_ tier: RunSummary.Tier) -> [String] {
      [
        tier.name, Digits.grouped(tier.sums.people), Digits.grouped(tier.sums.active),
        money(tier.sums.paid), money(tier.sums.got), Digits.grouped(tier.sums.losers), money(tier.sums.lost),
        Digits.grouped(Int(tier.sums.stock)),
      ]
    }
    var table = TextTable(
      columns: [
        .init(head: "tier", isNumeric: false), .init(head: "people", isNumeric: true),
        .init(head: "active", isNumeric: true), .init(head: "paid, \(run.currency)", isNumeric: true),
        .init(head: "got", isNumeric: true), .init(head: "losers", isNumeric: true),
        .init(head: "lost", isNumeric: true), .init(head: "stock", isNumeric: true),
      ])
    table.rows = (run.tiers.count > 1 ? run.tiers + [run.everyone] : run.tiers).map(cells)
    return table.lines(on: page)
  }

  private func personLines(_ run: RunSummary) -> [String] {
    func money(_ amount: Int64) -> String { Digits.grouped(minor: amount, decimals: run.decimals) }
    var table = TextTable(
      columns: [
        .init(head: "person", isNumeric: false), .init(head: "tier", isNumeric: false),
        .init(head: "paid, \(run.currency)", isNumeric: true), .init(head: "got", isNumeric: true),
        .init(head: "stock", isNumeric: true),
      ])
    table.rows = run.people.map { person in
      [person.name, person.tier, money(person.paid), money(person.got), Digits.grouped(Int(person.stock))]
    }
    return table.lines(on: page)
  }

  /// Where the units are. What agents gave back is with the company again, or was shipped once more.
  private func goodsLines(_ units: RunSummary.Units) -> [String] {
    guard units.made > 0 else { return [] }
    let places: [(String, Int64)] = [
      ("sold to customers", units.sold), ("used by agents", units.used),
      ("unsold, with agents", units.agents),
      ("unsold, with the company", units.company),
    ]
    let bars = amounts(places.filter { $0.1 != 0 }, whole: units.made) { Digits.grouped(Int($0)) }
    return ["  " + page.paint("the goods: \(Digits.grouped(Int(units.made))) units made", .dim)] + bars
      + (units.returned > 0
        ? ["  \(Digits.grouped(Int(units.returned))) units came back on the way"] : [])
  }

  /// Where the company's money came from, where it went, and what is left.
  private func companyLines(_ run: RunSummary) -> [String] {
    let company = run.company
    let ways: [(String, Int64)] = [
      ("from agents, for goods", company.purchases), ("from agents, fees", company.fees),
      ("from agents, deposits", company.deposits), ("from customers", company.sales),
      ("making the goods", -company.production), ("rebates", -company.rebates),
      ("goods bought back", -company.buyback), ("deposits given back", -company.refunds),
      ("other costs", -company.costs), ("left", company.net),
    ]
    let shown = ways.filter { $0.1 != 0 }
    guard let longest = shown.map({ $0.1.magnitude }).max() else { return [] }
    return ["  " + page.paint("the company's money, \(run.currency)", .dim)]
      + amounts(shown, whole: Int64(clamping: longest)) {
        Digits.grouped(minor: $0, decimals: run.decimals)
      }
  }

  /// A line with a bar for each amount.
  private func amounts(_ rows: [(String, Int64)], whole: Int64, text: (Int64) -> String) -> [String] {
    let labelWidth = rows.map { $0.0.terminalWidth }.max() ?? 0
    let figures = rows.map { text($0.1) }
    let figureWidth = figures.map(\.terminalWidth).max() ?? 0
    let room = min(30, max(page.width - labelWidth - figureWidth - 8, 8))
    return zip(rows, figures).map { row, figure in
      let bar = Bar.right(Double(row.1.magnitude) / Double(whole), width: room)
      let line = "    " + row.0.padded(to: labelWidth) + "  " + figure.aligned(to: figureWidth)
      return bar.isEmpty ? line : line + "  " + page.paint(bar, row.1 < 0 ? .red : .blue)
    }
  }

  /// A block a month, as high as the month was in its row.
  private func growthLines(_ months: [RunSummary.Month]) -> [String] {
    guard months.count > 1 else { return [] }
    let rows: [(String, [Int])] = [
      ("joined", months.map(\.joins)), ("active", months.map(\.headcount)), ("quit", months.map(\.quits)),
    ]
    let room = min(60, page.width - 30)
    let bars = rows.compactMap { name, values -> String? in
      guard let highest = values.max(), highest > 0 else { return nil }
      let bar = page.paint(Bar.row(values, width: room), .blue)
      return "    " + name.padded(to: 6) + "  \(bar)  at most \(Digits.grouped(highest))"
    }
    guard !bars.isEmpty else { return [] }
    return ["  " + page.paint("people, month by month", .dim)] + bars
  }
}
