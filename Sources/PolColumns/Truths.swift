import CLanes

/// Which rows meet a condition, as a number per row: all ones where it holds, else zero. So that choosing between
/// two numbers is a matter of bits, without a branch and without another width.
package struct Truths: Sendable {
  let masks: [Int64]

  init(_ masks: [Int64]) {
    self.masks = masks
  }

  /// The same for a vector of booleans.
  package init(_ booleans: Vector, rows: Int) {
    let conditions = booleans.mask(rows: rows)
    masks = unsafe written(rows) { unsafe pol_masks(conditions, rows, $0) }
  }

  /// One boolean per row.
  package var vector: Vector {
    unsafe .booleans(written(masks.count) { unsafe pol_conditions(masks, masks.count, $0) })
  }

  /// Where the condition doesn't hold: -1 - x.
  package var inverted: Truths {
    Truths(combine(POL_SUM, Term(masks[...], by: -1, -1), Term([]), rows: masks.count))
  }

  /// Where both hold.
  package func and(_ other: Truths) -> Truths {
    Truths(combine(POL_BOTH, Term(masks[...]), Term(other.masks[...]), rows: masks.count))
  }

  /// Where one holds.
  package func or(_ other: Truths) -> Truths {
    Truths(combine(POL_EITHER, Term(masks[...]), Term(other.masks[...]), rows: masks.count))
  }

  /// In each row this condition where `truths` hold, else the other.
  package func selected(where truths: Truths, else other: Truths) -> Truths {
    Truths(select(truths.masks, Term(masks[...]), Term(other.masks[...])))
  }
}
