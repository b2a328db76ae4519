extension ShippedLaw {
  /// Canada.
  static let canada = ShippedLaw(
    name: "ca",
    text: """
      # Canada. No legal advice: this compares figures with words of an Act, as it was read in a stored copy.
      # Confidence: A = the primary text or an official page was seen. That a multi-level plan has three tiers at least
      # (s. 55(1)) is remembered only: here a plan is multi-level where it pays on others' joining or buying.
      #
      # `unreasonable`: how many times what was sold and used an order may be (ours). `rate` and `window`: the terms of
      # buying back that count as reasonable (ours; the Act has no number). `knowingly`, `informed`, `disclosed`: facts that
      # no books hold.

      law ca "Canada: Competition Act ss. 55 and 55.1" (r, unreasonable = 3, rate = 90%, window = 12 months, knowingly = unknown, informed = unknown, disclosed = unknown) {
        let multi_level = r.policy.pays_for_recruiting or r.policy.pays_on_downline
        let entry_purchase = r.policy.entry_cost > r.policy.entry_fee
        let buys = (sum ordered of r.agents) > 0

        finding recruitment "pays for the right to be paid for recruiting others who pay for the same right" cites "Competition Act, R.S.C. 1985 c. C-34, s. 55.1(1)(a) [A]":
          (r.policy.entry_cost > 0 or r.policy.earning_cost > 0) and r.policy.pays_for_recruiting
        finding purchase "makes a purchase above cost the condition of participating" cites "Competition Act, s. 55.1(1)(b) [A]":
          multi_level and entry_purchase and r.policy.load_above_cost
        finding loading "supplies product in a commercially unreasonable amount, knowingly" cites "Competition Act, s. 55.1(1)(c) [A]; the measure is ours":
          multi_level and buys and (any ordered > unreasonable * (sold + used) of r.agents) and knowingly
        finding buyback "has no right of return on reasonable commercial terms, or does not tell of it" cites "Competition Act, s. 55.1(1)(d) [A]; the terms are ours":
          multi_level and buys and (r.policy.buyback < rate or r.policy.buyback_window < window or not informed)
        finding disclosure "claims compensation without telling what typical participants receive" cites "Competition Act, s. 55 [A, from the Bureau's page]":
          multi_level and not disclosed
      }

      """)
}
