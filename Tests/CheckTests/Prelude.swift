import PolCheck
import PolSession

/// A checker that has read what a script may count on: the prelude, and the laws that it takes in by name.
func checker(readyFor script: [UInt8]) -> Checker {
  var checker = Checker()
  _ = check(Array(Prelude.text.utf8), name: Prelude.name, with: &checker)
  let text = String(decoding: script, as: UTF8.self)
  for law in ShippedLaw.all where text.contains("use \"laws/\(law.name).pol\"") {
    _ = check(Array(law.text.utf8), name: law.name, with: &checker)
  }
  return checker
}
