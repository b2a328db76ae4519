/// Which rows meet a condition, as a number per row: all ones where it holds, else zero. So that choosing between
/// two numbers is a matter of bits, without a branch and without another width.
package struct Truths: Sendable {
  let masks: [Int64]

  init(_ masks: [Int64]) {
    self.masks = masks
  }

  /// The same for a vector of booleans.
  package init(_ booleans: Vector, rows: Int) {
    masks = booleans.mask(rows: rows).map { $0 ? -1 : 0 }
  }

  /// One boolean per row.
  package var vector: Vector { .booleans(masks.map { $0 != 0 }) }

  /// Where the condition doesn't hold.
  package var inverted: Truths { Truths(masks.map { ~$0 }) }

  /// Where both hold.
  package func and(_ other: Truths) -> Truths {
    Truths(combine(LaneAnd.self, .plain(masks), .plain(other.masks), rows: masks.count))
  }

  /// Where one holds.
  package func or(_ other: Truths) -> Truths {
    Truths(combine(LaneOr.self, .plain(masks), .plain(other.masks), rows: masks.count))
  }

  /// In each row this condition where `truths` hold, else the other.
  package func selected(where truths: Truths, else other: Truths) -> Truths {
    Truths(select(truths.masks, .plain(masks), .plain(other.masks)))
  }
}
