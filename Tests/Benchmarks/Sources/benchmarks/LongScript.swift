/// A script of any length: clubs, each a product, a policy, a story, and questions to them.
struct LongScript {
  /// Its lines.
  let text: [String]

  /// Makes one of so many lines; what is too short for a club is filled with comments.
  init(lines: Int) {
    let clubs = (1...max(1, lines / 25)).flatMap(Self.club).prefix(lines)
    text = clubs + Array(repeating: "# The end.", count: lines - clubs.count)
  }

  private static func club(_ number: Int) -> [String] {
    let club = """
      # Club \(number)
      product tea\(number) "Tea number \(number)" {
        cost   10 CNY
        retail 60 CNY
      }

      policy club\(number) "The club of tea \(number)" {
        sells  tea\(number)
        supply company
        tier member  { price 40 CNY; load  5 units }
        tier captain { price 30 CNY; load 50 units; reach when team_orders >= 10_000 CNY }
        fee    entry:   100 CNY on join when not founder to company 60%, upline 40%
        rebate recruit: [8%, 4%] of order to upline 1..2 where tier >= source.tier
        stock  refill:  5 units when stock < 5 units
      }

      story friends\(number) {
        month 0: Ann joins as captain
        month 1: Bob joins as member under Ann; Bob sells 4 units
      }
      run r\(number) = club\(number) in friends\(number)
      let spent\(number)(who) = who.paid - who.got
      check "Bob pays for \(number) boxes": spent\(number)(r\(number).Bob) == 5 * (40 CNY - 8 CNY) + \(number) * 100 CNY
      show sum stock * (tea\(number).retail - tea\(number).cost) of r\(number).agents where recruit >= 0 CNY by tier

      """
    return club.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
