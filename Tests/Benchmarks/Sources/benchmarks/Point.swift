/// A place in the picture of what grows along an axis.
struct Point {
  /// What grows.
  enum Axis: String, CaseIterable {
    case people, months, levels, rules
  }

  let axis: Axis
  let size: Int
}
