extension ShippedLaw {
  /// Japan.
  static let japan = ShippedLaw(
    name: "jp",
    text: """
      # Japan. No legal advice: this compares figures with words of two Acts, as they were read in stored copies.
      # Confidence: A = the primary text or an official page was seen.
      #
      # `primarily`: the share on joining that makes money of later members what earlier ones receive (our line).
      # `cooling_off`: whether 20 days are granted from the document, or from the first delivery if that is later; a policy that asks
      # no fee and takes goods back in full for a month grants them.

      law jp "Japan: chain sales and endless chains" (r, primarily = 50%, cooling_off = unknown) {
        let profit = r.policy.pays_for_recruiting or r.policy.pays_on_downline
        let burden = r.policy.entry_cost > 0 or r.policy.earning_cost > 0
        let chain = profit and burden
        let in_full = r.policy.buyback == 100% and r.policy.buyback_window >= 1 month and r.policy.entry_fee == 0

        finding chain_sale "is a chain sales transaction (specific profit and specific burden): the Act's duties apply" cites "Act on Specified Commercial Transactions (Act 57 of 1976), art. 33 [A]":
          chain
        finding cooling_off_period "is a chain sales transaction without 20 days to cancel" cites "the same, art. 40 [A]":
          chain and not (in_full or cooling_off)
        finding exit_terms "leaves goods with members, and takes them back at less than 90% or for less than 90 days" cites "the same, art. 40-2 [A]":
          chain and (sum stock of r.agents) > 0 and (r.policy.buyback < 90% or r.policy.buyback_window < 3 months)
        finding endless_chain "members grow twofold or more, and some receive more than they paid, from those who join later" cites "Act on Prevention of Endless Chains (Act 101 of 1978), arts. 2 and 5 [A]; the share is ours":
          burden and r.policy.pays_for_recruiting and r.recruiting_share > primarily and
            (any recruits >= 2 and got > paid of r.agents)
      }

      """)
}
