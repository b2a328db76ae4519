/// How a stretch of what is edited looks, as the parameters of an SGR escape.
enum Ink: String, Equatable {
  case prompt = "1;32"
  case gutter = "2"
  case keyword = "1;34"
  case reserved = "35"
  case number = "36"
  case text = "32"
  case comment = "2;3"
  case command = "33"
  case mate = "1;7"
  case hint = "90"
  case chosen = "7"
}

/// Text in one ink.
struct Inked: Equatable {
  var text: String
  var ink: Ink?
}
