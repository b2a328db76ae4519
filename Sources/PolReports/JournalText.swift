package import PolLedger

/// The transfers of one run as lines of text, values divided by commas: the columns of the table `ledger`.
package struct JournalText: Sendable {
  /// The line above all others.
  package static let head = Array(
    "run,month,event,rule,kind,trigger,debit,credit,commodity,amount,units\n".utf8)

  // Names with the comma before them.
  private let run: [UInt8]
  private let decimals: Int
  private let rules: [[UInt8]]
  private let kinds: [[UInt8]]
  private let triggers: [[UInt8]]
  private let commodities: [[UInt8]]
  private let accounts: [[UInt8]]
  private let people: [[UInt8]]
  private let nothing: [UInt8]
  private let agent = Array(",agent ".utf8)

  /// Makes the text of a run of this journal.
  package init(_ run: JournalIndex.Run, of index: JournalIndex) {
    func bytes(_ names: [String]) -> [[UInt8]] { names.map { Array(",\($0)".utf8) } }
    self.run = Array(run.name.utf8)
    decimals = max(0, min(run.decimals, 18))
    rules = bytes(run.rules)
    kinds = bytes(index.kinds)
    triggers = bytes(index.triggers)
    commodities = bytes(run.commodities)
    accounts = bytes(index.accounts)
    people = bytes(run.people)
    nothing = Array(",\(Digits.plain(minor: 0, decimals: decimals))".utf8)
  }

  /// Adds the line of a row; returns false where it speaks of what the journal doesn't name.
  package func add(_ row: JournalRow, to text: inout [UInt8]) -> Bool {
    guard rules.indices.contains(row.rule), kinds.indices.contains(row.kind),
      triggers.indices.contains(row.trigger), commodities.indices.contains(row.commodity)
    else { return false }
    text += run
    text.addCell(row.month)
    text.addCell(Int(row.event))
    text += rules[row.rule]
    text += kinds[row.kind]
    text += triggers[row.trigger]
    guard add(account: row.debit, to: &text), add(account: row.credit, to: &text) else { return false }
    text += commodities[row.commodity]
    if row.commodity == 0 {
      text.addCell(Int(row.amount), decimals: decimals)
      text.addCell(0)
    } else {
      text += nothing
      text.addCell(Int(row.amount))
    }
    text.append(UInt8(ascii: "\n"))
    return true
  }

  /// Adds what an account is called; returns false where nobody has it.
  private func add(account: Int32, to text: inout [UInt8]) -> Bool {
    if account > 0, people.isEmpty {
      text += agent
      text.addDigits(of: UInt64(account), decimals: 0)
      return true
    }
    let names = account < 0 ? accounts : people
    let place = Int(account.magnitude) - 1
    guard names.indices.contains(place) else { return false }
    text += names[place]
    return true
  }
}

extension [UInt8] {
  fileprivate mutating func addCell(_ number: Int, decimals: Int = 0) {
    append(UInt8(ascii: ","))
    if number < 0 { append(UInt8(ascii: "-")) }
    addDigits(of: UInt64(number.magnitude), decimals: decimals)
  }

  /// Adds a number's digits, the last `decimals` of them behind a point.
  fileprivate mutating func addDigits(of number: UInt64, decimals: Int) {
    let start = count
    var rest = number
    var places = 0
    repeat {
      if places == decimals, places > 0 { append(UInt8(ascii: ".")) }
      append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
      places += 1
    } while rest > 0 || places <= decimals
    self[start...].reverse()
  }
}
