/// One transfer as it stands in a journal on disk: 32 bytes, the lowest byte of each number first.
///
/// | bytes | holds |
/// | --- | --- |
/// | 0–7 | how much: minor units of money, or units |
/// | 8–15 | the number of its event |
/// | 16–19 | who gives: an agent's number, or -1 company, -2 customers, -3 suppliers, -4 outside |
/// | 20–23 | who receives |
/// | 24–25 | the rule: its kind's number where no rule made it, else the number of kinds and the rule's index |
/// | 26–27 | 0 for money, else the product's index and 1 |
/// | 28–29 | the month |
/// | 30 | the kind |
/// | 31 | the trigger |
package struct JournalRow: Sendable, Hashable, BitwiseCopyable {
  private var amountWord: UInt64
  private var eventWord: UInt64
  private var accounts: UInt64
  private var marks: UInt64

  /// How many bytes a row has on disk.
  package static let width = 32

  /// A row of nothing, for buffers.
  package static let blank = JournalRow(amount: 0, event: 0, from: 0, to: 0, marks: 0)

  @inline(__always)
  init(amount: Int64, event: Int64, from: Int32, to: Int32, marks: UInt64) {
    amountWord = UInt64(bitPattern: amount).littleEndian
    eventWord = UInt64(bitPattern: event).littleEndian
    let (from, to) = (Self.number(of: from), Self.number(of: to))
    accounts = (UInt64(UInt32(bitPattern: from)) | UInt64(UInt32(bitPattern: to)) << 32).littleEndian
    self.marks = marks.littleEndian
  }

  /// What stands in the last eight bytes of every transfer of a posting, but for its trigger.
  static func marks(_ posting: Posting, of commodity: Int32) -> UInt64 {
    let kind = UInt64(posting.kind.rawValue)
    let rule = posting.rule.map { UInt64(TransferKind.allCases.count + $0) } ?? kind
    return rule | UInt64(commodity) << 16 | UInt64(posting.month) << 32 | kind << 48
  }

  /// The same with a trigger.
  @inline(__always)
  static func marks(_ marks: UInt64, _ trigger: EventTrigger) -> UInt64 {
    marks | UInt64(trigger.rawValue) << 56
  }

  /// How many rules and products a row has room for.
  package static let mostRules = Int(UInt16.max) - TransferKind.allCases.count
  package static let mostProducts = Int(UInt16.max)

  /// An agent is called by its number, which counts from 1; the others by the code of their account.
  @inline(__always)
  private static func number(of code: Int32) -> Int32 { code >= 0 ? code &+ 1 : code }
}

extension JournalRow {
  /// Minor units or units.
  package var amount: Int64 { Int64(bitPattern: UInt64(littleEndian: amountWord)) }
  /// The number of its event.
  package var event: Int64 { Int64(bitPattern: UInt64(littleEndian: eventWord)) }
  /// Who gives, and who receives: an agent's number, or the code of another account.
  package var debit: Int32 { Int32(truncatingIfNeeded: UInt64(littleEndian: accounts)) }
  package var credit: Int32 { Int32(truncatingIfNeeded: UInt64(littleEndian: accounts) >> 32) }
  /// Its place in the list of kinds and rules.
  package var rule: Int { mark(0, UInt16.self) }
  /// Its place in the list of money and products.
  package var commodity: Int { mark(16, UInt16.self) }
  /// The month.
  package var month: Int { mark(32, UInt16.self) }
  /// Its place in the list of kinds.
  package var kind: Int { mark(48, UInt8.self) }
  /// Its place in the list of triggers.
  package var trigger: Int { mark(56, UInt8.self) }

  private func mark<Number: FixedWidthInteger>(_ bit: UInt64, _ type: Number.Type) -> Int {
    Int(Number(truncatingIfNeeded: UInt64(littleEndian: marks) >> bit))
  }
}
