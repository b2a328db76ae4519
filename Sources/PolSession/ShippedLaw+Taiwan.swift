extension ShippedLaw {
  /// Taiwan.
  static let taiwan = ShippedLaw(
    name: "tw",
    text: """
      # Taiwan. No legal advice: this compares figures with words of an Act, as it was read in a stored copy.
      # Confidence: A = the primary text or an official page was seen, B = a secondary source, C = remembered only.
      #
      # `mainly`: the share of income from introducing others that is most of it; about 50% is said to be the practice, but
      # that is remembered only, so it is not known here. `short_time`: how many times what was sold and used a purchase may
      # be (ours). `later_rate`: the share at which goods are bought back after 30 days (remembered only). `full_refund`:
      # whether all payments come back within 30 days, where the policy does not say so.

      law tw "Taiwan: Multi-Level Marketing Supervision Act" (r, mainly = unknown, short_time = 3, later_rate = unknown, full_refund = unknown) {
        let multi_level = r.policy.pays_for_recruiting or r.policy.pays_on_downline
        let income = r.receipts
        let unsold = sum stock of r.agents
        let in_full = r.policy.buyback == 100% and r.policy.buyback_window >= 1 month and r.policy.entry_fee == 0

        finding income_from_recruiting "income comes mainly from introducing others" cites "Multi-Level Marketing Supervision Act (2014-01-29), art. 18; penalty art. 29 [A]; what is mainly [C]":
          r.policy.pays_for_recruiting and income > 0 and (sum recruiting of r.months) / income > mainly
        finding loading "asks for purchases that an ordinary person can't sell in a short time" cites "the same, art. 19 [A]; the measure is ours":
          multi_level and r.policy.entry_cost > r.policy.entry_fee and
            (any ordered > short_time * (sold + used) of r.agents)
        finding leaving "does not give all payments back to those who leave within 30 days" cites "the same, art. 20 [A/B]":
          multi_level and (r.policy.entry_cost > 0 or r.policy.earning_cost > 0) and not (in_full or full_refund)
        finding later_leaving "buys goods back later at less than the rate of the Act" cites "the same, art. 21 [A], the rate [C]":
          multi_level and unsold > 0 and r.policy.buyback < later_rate
      }

      """)
}
