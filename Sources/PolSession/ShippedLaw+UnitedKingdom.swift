extension ShippedLaw {
  /// United Kingdom.
  static let unitedKingdom = ShippedLaw(
    name: "uk",
    text: """
      # United Kingdom. No legal advice: this compares figures with words of an Act and its regulations, as they were read in
      # stored copies. Confidence: A = the primary text or an official page was seen, B = a secondary source. Left out, as
      # remembered only: buying back at 90% later, payment for introducing others (s. 120(3)), the banned practice
      # of the Act of 2024.
      #
      # `cancels`: whether one may cancel within 14 days with a full refund, where the policy does not say so. `first_days`:
      # whether what was paid in the month of joining was taken within 7 days; no books hold days. What joining costs is.

      law uk "United Kingdom: trading schemes" (r, cancels = unknown, first_days = unknown) {
        let scheme = r.policy.pays_for_recruiting or r.policy.pays_on_downline
        let entry = greatest(r.policy.entry_cost, r.policy.earning_cost)
        let in_full = r.policy.buyback == 100% and r.policy.buyback_window >= 1 month and r.policy.entry_fee == 0

        finding first_week "takes more than 200 pounds within the first 7 days" cites "Fair Trading Act 1973 ss. 118-120; Trading Schemes Regulations 1997 (SI 1997/30) [B]":
          scheme and entry > 0 and (entry > 200 GBP or
            ((any joined == month and paid > 200 GBP of r.agents every month) and first_days))
        finding cancelling "does not let participants cancel within 14 days with a full refund" cites "Trading Schemes Regulations 1997 (SI 1997/30), reg. 5 [A]":
          scheme and entry > 0 and not (in_full or cancels)
      }

      """)
}
