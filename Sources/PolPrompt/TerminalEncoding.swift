import Glibc

/// Has the C library, and with it libedit, take characters for what they are.
struct TerminalEncoding {
  /// What a person should know: nil where the locale is a Unicode one.
  let note: String?

  /// Sets the locale of the environment, or one with UTF-8 where that has none.
  init() {
    if Self.set("") {
      note = nil
    } else if Self.set("C.UTF-8") {
      note = "the locale is not a UTF-8 one; text is taken for UTF-8 all the same"
    } else {
      note = "there is no UTF-8 locale here; what is not ASCII may look wrong while it is edited"
    }
  }

  private static func set(_ name: String) -> Bool {
    guard unsafe setlocale(LC_CTYPE, name) != nil, let codes = unsafe nl_langinfo(nl_item(CODESET)) else {
      return false
    }
    return unsafe strcmp(codes, "UTF-8") == 0
  }
}
