import PolAudit
import PolColumns
import PolEval
import Testing

/// The worst payout of policies with brackets, and with the first upline that qualifies.
struct BracketTests {
  private func worst(_ clauses: String) throws -> WorstPayout {
    let (policy, figures) = try checked(policy(clauses))
    return try WorstPayout.of(policy, evaluator: Evaluator(in: figures))
  }

  @Test("A step pays most in its best bracket, wherever that is")
  func steps() throws {
    let worst = try worst(
      "rebate r: step { from 0 CNY: 3%, from 10 CNY: 9%, from 20 CNY: 5% } of order to upline 1..2")
    #expect(worst.share == ExactNumber(coefficient: 18, scale: 2))
    #expect(worst.chain.count == 3)
  }

  @Test("Two tables are looked up at one size, so their bests need not come together")
  func sizes() throws {
    let worst = try worst(
      """
      rebate small: step { from 0 CNY: 9%, from 100 CNY: 1% } of sale to self
      rebate large: step { from 0 CNY: 2%, from 100 CNY: 7%, from 1_000 CNY: 8% } of sale to upline
      """)
    #expect(worst.share == ExactNumber(coefficient: 11, scale: 2))
  }

  @Test("A slice nears its last rate, or pays most where its rates begin to fall")
  func slices() throws {
    let rising = try worst("rebate r: slice { from 0 CNY: 1%, from 100 CNY: 5% } of sale to self")
    #expect(rising.share == ExactNumber(coefficient: 5, scale: 2))
    let falling = try worst("rebate r: slice { from 50 CNY: 10%, from 100 CNY: 0% } of sale to self")
    #expect(falling.share == ExactNumber(coefficient: 5, scale: 2))
  }

  @Test("What goes by another column can lie in any bracket")
  func columns() throws {
    let worst = try worst("rebate r: step by recruits { from 1: 4%, from 9: 6% } of sale to self")
    #expect(worst.share == ExactNumber(coefficient: 6, scale: 2))
  }

  @Test("The first upline that qualifies is paid once, through any number of others")
  func firstUpline() throws {
    let worst = try worst(
      """
      rebate far:  10% of sale to first upline where tier is c
      rebate near: 5% of sale to upline where tier is a
      """)
    #expect(worst.share == ExactNumber(coefficient: 15, scale: 2))
    #expect(worst.chain == ["a", "a", "c"])
  }
}
