package import PolLedger

/// The transfers of one run as lines of text, values divided by commas: the columns of the table `ledger`.
package struct JournalText: Sendable {
  /// The line above all others.
  package static let head = Array(
    "run,month,event,rule,kind,trigger,debit,credit,commodity,amount,units\n".utf8)

  private let run: [UInt8]
  private let decimals: Int
  private let rules: [[UInt8]]
  private let kinds: [[UInt8]]
  private let triggers: [[UInt8]]
  private let commodities: [[UInt8]]
  private let accounts: [[UInt8]]
  private let people: [[UInt8]]
  private let nothing: [UInt8]

  /// Makes the text of a run of this journal.
  package init(_ run: JournalIndex.Run, of index: JournalIndex) {
    func bytes(_ names: [String]) -> [[UInt8]] { names.map { Array($0.utf8) } }
    self.run = Array(run.name.utf8)
    decimals = max(0, min(run.decimals, 18))
    rules = bytes(run.rules)
    kinds = bytes(index.kinds)
    triggers = bytes(index.triggers)
    commodities = bytes(run.commodities)
    accounts = bytes(index.accounts)
    people = bytes(run.people)
    nothing = Array(Digits.plain(minor: 0, decimals: decimals).utf8)
  }

  /// The lines of some rows; nil where a row speaks of what the journal doesn't name.
  package func lines(_ rows: some Sequence<JournalRow>) -> [UInt8]? {
    var text: [UInt8] = []
    for row in rows {
      guard rules.indices.contains(row.rule), kinds.indices.contains(row.kind),
        triggers.indices.contains(row.trigger), commodities.indices.contains(row.commodity)
      else { return nil }
      text += run
      text.addCell(row.month)
      text.addCell(Int(row.event))
      text.addCell(rules[row.rule])
      text.addCell(kinds[row.kind])
      text.addCell(triggers[row.trigger])
      guard add(account: row.debit, to: &text), add(account: row.credit, to: &text) else { return nil }
      text.addCell(commodities[row.commodity])
      if row.commodity == 0 {
        text.addCell(Int(row.amount), decimals: decimals)
        text.addCell(0)
      } else {
        text.addCell(nothing)
        text.addCell(Int(row.amount))
      }
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }

  /// Adds what an account is called; returns false where nobody has it.
  private func add(account: Int32, to text: inout [UInt8]) -> Bool {
    if account > 0, people.isEmpty {
      text.addCell(Self.agent)
      text.addDigits(of: UInt64(account), decimals: 0)
      return true
    }
    let names = account < 0 ? accounts : people
    let place = Int(account.magnitude) - 1
    guard names.indices.contains(place) else { return false }
    text.addCell(names[place])
    return true
  }

  private static let agent = Array("agent ".utf8)
}

extension [UInt8] {
  fileprivate mutating func addCell(_ name: [UInt8]) {
    append(UInt8(ascii: ","))
    self += name
  }

  fileprivate mutating func addCell(_ number: Int, decimals: Int = 0) {
    append(UInt8(ascii: ","))
    if number < 0 { append(UInt8(ascii: "-")) }
    addDigits(of: UInt64(number.magnitude), decimals: decimals)
  }

  /// Adds a number's digits, the last `decimals` of them behind a point.
  fileprivate mutating func addDigits(of number: UInt64, decimals: Int) {
    var places = 1
    var power: UInt64 = 10
    // 20 digits are the most that a word has, and the power of ten beside them is not needed.
    while places < 19, number >= power {
      places += 1
      power &*= 10
    }
    if places == 19, number >= 10_000_000_000_000_000_000 { places = 20 }
    places = Swift.max(places, decimals + 1)
    let length = places + (decimals > 0 ? 1 : 0)
    let start = count
    append(contentsOf: repeatElement(UInt8(ascii: "."), count: length))
    var rest = number
    for place in stride(from: length - 1, through: 0, by: -1)
    where decimals == 0 || place != length - 1 - decimals {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      self[start + place] = UInt8(ascii: "0") + UInt8(digit)
      rest = quotient
    }
  }
}
