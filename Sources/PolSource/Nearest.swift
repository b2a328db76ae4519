/// The name among `names` that is most likely meant by `name`; nil where none is near.
///
/// Distance counts characters put in, left out, replaced or swapped with their neighbour. Of names equally
/// near, one with the same first letter wins, then the first in the list.
package func nearest(_ name: String, in names: [String]) -> String? {
  let wanted = Array(name.lowercased())
  // A pasted page is nobody's misspelling, and the distance takes time by both lengths.
  guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
  let furthest = wanted.count <= 3 ? 1 : wanted.count <= 6 ? 2 : 3
  var best: (name: String, score: Int)?
  for candidate in names where candidate != name {
    let letters = Array(candidate.lowercased())
    guard abs(letters.count - wanted.count) <= furthest else { continue }
    let distance = editDistance(wanted, letters)
    guard distance <= furthest, distance < min(wanted.count, letters.count) || distance == 0 else { continue }
    let score = 2 * distance + (letters.first == wanted.first ? 0 : 1)
    if best.map({ score < $0.score }) ?? true { best = (candidate, score) }
  }
  return best?.name
}

/// Edits from one text to the other, a swap of neighbours being one.
package func editDistance(_ from: String, _ to: String) -> Int { editDistance(Array(from), Array(to)) }

private func editDistance(_ from: [Character], _ to: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...to.count)
  for (row, letter) in from.enumerated() {
    var current = [row + 1]
    for (column, other) in to.enumerated() {
      var least = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
      if row > 0, column > 0, letter == to[column - 1], from[row - 1] == other {
        least = min(least, beforeLast[column - 1] + 1)
      }
      current.append(least)
    }
    (beforeLast, last) = (last, current)
  }
  return last[to.count]
}
