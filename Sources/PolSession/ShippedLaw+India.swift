extension ShippedLaw {
  /// India.
  static let india = ShippedLaw(
    name: "ind",
    text: """
      # India. No legal advice: this compares figures with words of rules and an Act, as they were read in secondary
      # sources. Confidence: B = a secondary source, C = remembered only. The text of the Rules of 2021 could not be read.
      # The law is called `ind`, since `in` is a word of the language.
      #
      # `cooling_off`: whether there is a time to cancel, where the policy does not take all back in full for a month; `quick_money`: whether quick or easy money is held out. No books hold
      # either.

      law ind "India: direct selling and money circulation" (r, cooling_off = unknown, quick_money = unknown) {
        let enrols = r.policy.pays_for_recruiting or r.policy.pays_on_downline
        let unsold = sum stock of r.agents
        let in_full = r.policy.buyback == 100% and r.policy.buyback_window >= 1 month and r.policy.entry_fee == 0

        finding pyramid "subscribers enrol others to benefit from them, without the safeguards (no fee, buying back, time to cancel)" cites "Direct Selling Guidelines 2016, cl. 1(11) [B]; Consumer Protection (Direct Selling) Rules 2021, rule 10 [B], definition [C]":
          enrols and (r.policy.entry_fee > 0 or (unsold > 0 and r.policy.buyback == 0%) or not (in_full or cooling_off))
        finding money_circulation "holds out quick or easy money on enrolment" cites "Prize Chits and Money Circulation Schemes (Banning) Act 1978, ss. 2(c) and 3 [B]":
          r.policy.pays_for_recruiting and quick_money
      }

      """)
}
