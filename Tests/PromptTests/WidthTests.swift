import CEditLine
import Glibc
import PolSource
import Testing

/// The C library's idea of widths and ours, where they have to be the same.
struct WidthTests {
  @Test("Chinese, full-width and plain letters are as wide as the C library says")
  func widths() {
    #expect(unsafe setlocale(LC_CTYPE, "C.UTF-8") != nil)
    for scalar in "a税￥，、é한".unicodeScalars {
      #expect(Int(pol_wcwidth(scalar.value)) == scalar.terminalWidth, "\(scalar)")
    }
  }
}
